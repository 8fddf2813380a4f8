using System.Globalization;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Execution;

/// <summary>Makes one run of a case in one arm: tool, servers, load, figures, and its folder in the result tree.</summary>
internal sealed class RunExecutor(SessionHosts hosts, ToolDeployment deployment, ResultTree tree, TimeProvider time)
{
    // By host: a tool's programs that outlived it, until they are gone. Baselines over them would carry a part of its cost.
    private readonly Dictionary<string, IReadOnlyList<int>> _left = new(StringComparer.Ordinal);

    /// <summary>Runs to an end that is always recorded; a run that did not go as planned says why in its record.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped; its folder stays without <c>metadata.json</c>.</exception>
    public async Task<RunOutcome> ExecuteAsync(PerfCase perfCase, Arm arm, RunPurpose purpose, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var folder = tree.CreateRun(arm == Arm.Baseline ? perfCase.BaselineName : perfCase.Name, started);
        var load = new LoadRun(perfCase.Environment, perfCase.Workload, time);
        var launch = arm == Arm.Ebpf ? ToolLaunch.For(perfCase) : null;
        IReadOnlyDictionary<string, double> metrics = new Dictionary<string, double>();
        ToolWatch? tool = null;
        string? error = null;
        try
        {
            hosts.RequireLeases();
            await RequireNothingLeftAsync(perfCase.Environment, cancellationToken);
            tool = launch is null ? null : await StartToolAsync(perfCase, launch, purpose, cancellationToken);
            metrics = await load.MeasureAsync(
                hosts[perfCase.Environment.Server.Host], hosts[perfCase.Environment.Client.Host], folder,
                moment => tool?.LookAsync(moment, cancellationToken) ?? Task.CompletedTask, cancellationToken);
            if (tool is not null)
                await tool.StopAsync(folder, cancellationToken);
            error = tool?.Observation.Problem;
        }
        catch (Exception exception) when (exception is LoadFailedException or ToolFailedException or RemoteException or TimeoutException)
        {
            error = exception.Message;
            if (exception is ToolFailedException { Output: { } printed })
                await ToolFiles.WriteAsync(folder, printed, cancellationToken);
            if (tool is not null)
                error += await StopAfterFailureAsync(tool, folder, cancellationToken);
        }
        finally
        {
            if (tool is not null)
                await tool.DisposeAsync();
        }
        if (tool?.Observation.LeftPrograms is { Count: > 0 } left)
            _left[perfCase.Environment.ToolEndpoint.Host.Id] = left;
        var ended = time.GetUtcNow();
        var record = new RunRecord
        {
            TestCase = Conditions(perfCase, arm),
            Execution = new RunExecution
            {
                StartTime = started,
                EndTime = ended,
                Duration = (ended - started).TotalSeconds,
                Status = error is null ? RunStatus.Success : RunStatus.Failed,
                LoadSeconds = load.LoadSeconds,
                ToolStartSeconds = tool?.StartSeconds ?? 0,
                ToolStopSeconds = tool?.StopSeconds ?? 0,
                Error = error,
                Purpose = purpose,
            },
            Hosts = Hosts(perfCase.Environment, arm),
            Commands = new RunCommands(load.ServerCommand, load.ClientCommands, launch?.CommandLine),
            Metrics = error is null ? metrics : new Dictionary<string, double>(),
        };
        var kept = await folder.CompleteAsync(record, FingerprintOf(perfCase, load), cancellationToken);
        return new RunOutcome(kept, tool?.Observation);
    }

    private async Task<ToolWatch> StartToolAsync(
        PerfCase perfCase, ToolLaunch launch, RunPurpose purpose, CancellationToken cancellationToken)
    {
        var host = hosts[perfCase.Environment.ToolEndpoint.Host];
        await deployment.DeployAsync(launch.Spec, host, cancellationToken);
        return await ToolWatch.StartAsync(host, launch, isCounting: purpose == RunPurpose.Exposure, time, cancellationToken);
    }

    private async Task RequireNothingLeftAsync(TestEnvironment environment, CancellationToken cancellationToken)
    {
        foreach (var host in environment.Hosts.Where(host => _left.ContainsKey(host.Id)))
        {
            _left[host.Id] = await BpfInventory.WaitUntilUnloadedAsync(hosts[host], _left[host.Id], cancellationToken);
            if (_left[host.Id].Count > 0)
                throw new ToolFailedException($"host {host.Id} still has BPF programs {string.Join(", ", _left[host.Id])} of a tool that ran before; unload them");
        }
    }

    /// <summary>The tool stops politely although the load failed: what a killed tool leaves attached would enter the next baselines.</summary>
    /// <returns>What to add to the message.</returns>
    private static async Task<string> StopAfterFailureAsync(ToolWatch tool, RunFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await tool.StopAsync(folder, cancellationToken);
            return tool.Observation.LeftPrograms.Count == 0 ? "" : $"; {tool.Observation.Left}";
        }
        catch (Exception exception) when (exception is RemoteException or TimeoutException)
        {
            return $"; the tool could not be stopped: {exception.Message}";
        }
    }

    private static RunConditions Conditions(PerfCase perfCase, Arm arm) => new()
    {
        Environment = perfCase.Environment.Id,
        TestType = PerfCase.Token(perfCase.Workload.Type),
        Protocol = PerfCase.Token(perfCase.Workload.Protocol),
        Parameters = new Dictionary<string, string>
        {
            ["params"] = perfCase.Workload.Params,
            ["streams"] = perfCase.Workload.Streams.ToString(CultureInfo.InvariantCulture),
            ["duration_seconds"] = perfCase.Workload.DurationSeconds.ToString(CultureInfo.InvariantCulture),
            ["target_bandwidth"] = perfCase.Workload.TargetBandwidth,
            ["base_port"] = perfCase.Workload.BasePort.ToString(CultureInfo.InvariantCulture),
        },
        EbpfTool = arm == Arm.Ebpf ? perfCase.Tool?.FolderId : null,
    };

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Hosts(TestEnvironment environment, Arm arm)
    {
        var hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["server"] = Describe(environment.Server),
            ["client"] = Describe(environment.Client),
        };
        if (arm == Arm.Ebpf)
            hosts["tool_host"] = Describe(environment.ToolEndpoint);
        return hosts;
    }

    private static Dictionary<string, string> Describe(Endpoint endpoint) => new()
    {
        ["id"] = endpoint.Host.Id,
        ["host"] = endpoint.Host.Host,
        ["test_ip"] = endpoint.TestIp,
        ["interface"] = endpoint.Interface,
    };

    private Fingerprint FingerprintOf(PerfCase perfCase, LoadRun load)
    {
        var environment = perfCase.Environment;
        var byRole = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["server"] = Identified(environment.Server),
            ["client"] = Identified(environment.Client),
        };
        if (environment.ToolHost is { } toolHost)
            byRole["tool_host"] = Identified(toolHost);
        return new Fingerprint
        {
            Hosts = byRole,
            Workload = new Dictionary<string, string>
            {
                ["params"] = perfCase.Workload.Params,
                ["server_command"] = load.ServerCommand ?? "",
                ["client_command"] = string.Join(" & ", load.ClientCommands),
            },
        };
    }

    private Dictionary<string, string> Identified(Endpoint endpoint) =>
        new(hosts.Facts(endpoint)) { ["host_id"] = endpoint.Host.Id, ["interface"] = endpoint.Interface };
}
