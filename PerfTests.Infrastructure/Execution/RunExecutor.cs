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

    /// <summary>Version of the tool that a case would run; null for a baseline case.</summary>
    public string? ToolIdentity(PerfCase perfCase) => perfCase.Tool is null ? null : deployment.IdentityOf(ToolLaunch.For(perfCase));

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
            TestCase = RunDescription.Conditions(perfCase, arm),
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
            Hosts = RunDescription.Hosts(perfCase.Environment, arm),
            Commands = new RunCommands(load.ServerCommand, load.ClientCommands, launch?.CommandLine),
            Metrics = error is null ? metrics : new Dictionary<string, double>(),
        };
        var kept = await folder.CompleteAsync(record, RunDescription.Fingerprint(perfCase, load, hosts), cancellationToken);
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
}
