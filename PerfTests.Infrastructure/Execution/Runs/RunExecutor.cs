using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Bpf;
using PerfTests.Infrastructure.Tools.Deployment;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>Makes one run of a case in one arm: tool, servers, load, figures, and its folder in the result tree.</summary>
internal sealed class RunExecutor(
    SessionHosts hosts,
    SessionHooks hooks,
    ToolDeployment deployment,
    ResultTree tree,
    MonitoringConfig monitoring,
    ValidityLimits validity,
    TimeProvider time
) : IRunExecutor
{
    // Between two of them that go: what a tool of hundreds of probes leaves to the kernel goes slowly.
    private static readonly TimeSpan UnloadPatience = TimeSpan.FromSeconds(3);

    // By host: a tool's programs that outlived it, until they are gone. Baselines over them would carry a part of its cost.
    private readonly Dictionary<string, IReadOnlyList<int>> _left = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValidityLimits Validity => validity;

    /// <inheritdoc/>
    public async Task<RunOutcome> ExecuteAsync(PerfCase perfCase, Arm arm, RunPurpose purpose, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var folder = tree.CreateRun(arm == Arm.Baseline ? perfCase.BaselineName : perfCase.Name, started);
        var load = new LoadRun(perfCase.Environment, perfCase.Workload, time);
        var tools = arm == Arm.Ebpf ? ToolInstances.Of(perfCase, hosts, time) : ToolInstances.None;
        var check = new RunCheck(perfCase, arm, purpose, hosts, validity, time);
        IReadOnlyDictionary<string, double> metrics = new Dictionary<string, double>();
        string? error = null;
        await using var around = hooks.Around(perfCase, arm, purpose, folder);
        try
        {
            hosts.RequireLeases(perfCase.Environment);
            await RequireNothingLeftAsync(perfCase.Environment, cancellationToken);
            await around.EnterAsync(cancellationToken);
            await check.LookAsync(LoadMoment.Before, cancellationToken);
            await tools.StartAsync(deployment, folder, isCounting: purpose == RunPurpose.Exposure, cancellationToken);
            await using var monitors = await RunMonitors.StartAsync(monitoring, perfCase, hosts, tools.ProcessIds, time, cancellationToken);
            metrics = await load.MeasureAsync(
                hosts[perfCase.Environment.Server.Host],
                hosts[perfCase.Environment.Client.Host],
                folder,
                monitors,
                moment =>
                    Task.WhenAll(
                        tools.LookAsync(moment, cancellationToken),
                        check.LookAtClocksAsync(moment, cancellationToken),
                        moment == LoadMoment.After ? check.LookAsync(moment, cancellationToken) : Task.CompletedTask
                    ),
                cancellationToken
            );
            await tools.StopAsync(folder, cancellationToken);
            await check.JudgeAsync(load, tools.Observations, folder, cancellationToken);
            hosts.RequireLeases(perfCase.Environment);
            error = tools.Problem ?? (check.Broken is [var first, ..] ? $"{first}" : null);
        }
        catch (Exception exception)
            when (exception is LoadFailedException or ToolFailedException or RemoteException or TimeoutException or HookFailedException)
        {
            error = exception.Message + await StopAfterFailureAsync(tools, folder, cancellationToken);
        }
        finally
        {
            await tools.DisposeAsync();
        }
        foreach (var (hostId, programs) in tools.Left)
            _left[hostId] = programs;
        var ended = time.GetUtcNow();
        var cpu = load.Cpu is { } used ? used with { ToolProcessSeconds = arm == Arm.Baseline ? 0 : tools.Use?.LoadCpuSeconds } : null;
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
                ToolStartSeconds = tools.StartSeconds,
                ToolStopSeconds = tools.StopSeconds,
                Error = error,
                Broken = check.Broken,
                Notes = load.Result?.Notes ?? [],
                Purpose = purpose,
            },
            Tool = arm == Arm.Ebpf ? RunDescription.Tool(perfCase, tools.Hash) : null,
            Hosts = RunDescription.Hosts(perfCase.Environment, arm),
            Commands = new RunCommands(load.ServerCommand, load.ClientCommands, tools.CommandLine),
            Metrics =
                error is not null ? new Dictionary<string, double>()
                : cpu is null ? metrics
                : CpuMetrics.Add(metrics, cpu, load.LoadSeconds, load.Transactions, RunMonitors.ToolRole(perfCase.Environment)),
            Cpu = cpu,
            ToolUse = tools.Use,
        };
        record = await around.LeaveAsync(record);
        var kept = await folder.CompleteAsync(record, Fingerprint(perfCase, load), cancellationToken);
        return new RunOutcome(kept, tools.Observations)
        {
            Traffic = load.Traffic,
            CountedBefore = tools.CountedBefore,
            Validity = check.Measured,
            Notes = [.. NotMeasured(check.Measured).Concat(load.Result?.Notes ?? []).Where(_told.Add)],
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HostReturn>> RegainAsync(
        TestEnvironment environment,
        bool mayBeLost,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        var returned = await hosts.RegainAsync(environment, mayBeLost, tell, cancellationToken);
        foreach (var host in returned)
        {
            deployment.Forget(host.Host);
            if (!host.Restarted)
                continue;
            _left.Remove(host.Host);
            if (hooks.HavePrepared(host.Host))
                throw hosts.GiveUp(
                    host.Host,
                    "it restarted, which undid what hooks had set up there for the session; run again with --resume"
                );
        }
        return returned;
    }

    /// <inheritdoc/>
    public string? GoneOf(TestEnvironment environment) => hosts.GoneOf(environment);

    /// <inheritdoc/>
    public Task ReadFactsAsync(TestEnvironment environment, CancellationToken cancellationToken) =>
        hosts.ReadFactsAsync([environment], cancellationToken);

    /// <inheritdoc/>
    public string FolderOf(RunRecord run) => Path.Combine(tree.Root, run.Folder);

    /// <inheritdoc/>
    public Fingerprint Fingerprint(PerfCase perfCase) => Fingerprint(perfCase, new LoadRun(perfCase.Environment, perfCase.Workload, time));

    /// <inheritdoc/>
    public async Task<string?> HashThereAsync(PerfCase perfCase, CancellationToken cancellationToken)
    {
        if (perfCase.Tool is not { Spec: { Version: null } tool } || hosts.GoneOf(perfCase.Environment) is not null)
            return null;
        try
        {
            var hashes = new List<string?>();
            foreach (var at in perfCase.Environment.ToolEndpoints)
                hashes.Add(await deployment.DeployAsync(tool, hosts[at.Host], cancellationToken));
            return string.Join(", ", hashes.Distinct());
        }
        catch (Exception exception) when (exception is ToolFailedException or RemoteException)
        {
            // The first run meets it again, and records it.
            return null;
        }
    }

    /// <summary>Rules that cannot be applied to a host, in a sentence for each host.</summary>
    private static IEnumerable<string> NotMeasured(RunValidity? measured) =>
        from measure in measured?.Measures ?? []
        where measure is { Value: null, NotApplicable: not null, Host: not null }
        group measure by measure.Host into host
        select $"host {host.Key} is not checked for "
            + $"{string.Join(", ", host.Select(measure => $"{measure.Rule} ({measure.NotApplicable})"))}";

    private Fingerprint Fingerprint(PerfCase perfCase, LoadRun load) =>
        RunDescription.Fingerprint(perfCase, load, hosts, monitoring, hooks.Digest(perfCase));

    private async Task RequireNothingLeftAsync(TestEnvironment environment, CancellationToken cancellationToken)
    {
        foreach (var host in environment.Hosts.Where(host => _left.ContainsKey(host.Id)))
        {
            _left[host.Id] = await BpfInventory.WaitUntilUnloadedAsync(hosts[host], _left[host.Id], UnloadPatience, cancellationToken);
            if (_left[host.Id].Count > 0)
            {
                throw new ToolFailedException(
                    $"host {host.Id} still has BPF programs {BpfInventory.Listed(_left[host.Id])} of a tool that ran before, and nothing "
                        + $"is measured over them; "
                        + "unload them, or raise that tool's stop_grace if they go by themselves"
                );
            }
        }
    }

    /// <summary>
    /// The tool stops politely although the load failed: what a killed tool leaves attached would enter the next baselines.
    /// </summary>
    /// <returns>What to add to the message.</returns>
    private static async Task<string> StopAfterFailureAsync(ToolInstances tools, RunFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await tools.StopAsync(folder, cancellationToken);
            return string.Concat(tools.Observations.Where(tool => tool.LeftPrograms.Count > 0).Select(tool => $"; {tool.Left}"));
        }
        catch (Exception exception) when (exception is RemoteException or TimeoutException)
        {
            return $"; the tool could not be stopped: {exception.Message}";
        }
    }
}
