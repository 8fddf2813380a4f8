using System.Runtime.ExceptionServices;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Exposure;
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
    private readonly EventCounting _counting = new();
    private readonly KernelPrograms _kernels = new();
    private readonly CountingCalibration _calibration = new();

    // By environment.
    private readonly Dictionary<string, KeptServers> _servers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValidityLimits Validity => validity;

    /// <inheritdoc/>
    public async Task<RunOutcome> ExecuteAsync(PerfCase perfCase, Arm arm, RunPurpose purpose, CancellationToken cancellationToken)
    {
        await using var tools = arm == Arm.Ebpf ? ToolInstances.Of(perfCase, hosts, time) : ToolInstances.None;
        return await ExecuteAsync(perfCase, new RunOrder(arm, purpose, tools, StopsTool: true), cancellationToken);
    }

    /// <inheritdoc/>
    public IKeptTool KeepTool(PerfCase perfCase)
    {
        var tools = ToolInstances.Of(perfCase, hosts, time);
        return new KeptTool(
            tools,
            (isLast, cancellationToken) =>
                ExecuteAsync(perfCase, new RunOrder(Arm.Ebpf, RunPurpose.Measurement, tools, StopsTool: isLast), cancellationToken)
        );
    }

    /// <inheritdoc/>
    public IAsyncDisposable KeepServers(PerfCase perfCase) => _servers[perfCase.Environment.Id] = new KeptServers(time);

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
    public Task ReadFactsAsync(TestEnvironment environment, bool isKept, CancellationToken cancellationToken) =>
        hosts.ReadFactsAsync([environment], isKept, cancellationToken);

    /// <inheritdoc/>
    public PerfCase? ForSamples(PerfCase perfCase) =>
        monitoring.SamplingSeconds(perfCase.Workload.DurationSeconds) is { } seconds
            ? perfCase with
            {
                Workload = perfCase.Workload.Lasting(seconds),
            }
            : null;

    /// <inheritdoc/>
    public string FolderOf(RunRecord run) => Path.Combine(tree.Root, run.Folder);

    /// <inheritdoc/>
    public Fingerprint Fingerprint(PerfCase perfCase) => Fingerprint(perfCase, LoadPlan.Of(perfCase));

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

    private async Task<RunOutcome> ExecuteAsync(PerfCase perfCase, RunOrder order, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var folder = tree.CreateRun(order.Arm == Arm.Baseline ? perfCase.BaselineName : perfCase.Name, started);
        var plan = LoadPlan.Of(perfCase);
        await using var around = hooks.Around(perfCase, order.Arm, order.Purpose, folder);
        var ofCase = _servers.GetValueOrDefault(perfCase.Environment.Id) is { IsOver: false } staying ? staying : null;
        await using var ofRun = ofCase is null ? new KeptServers(time) : null;
        var (load, tools, judgement, error) = await AttemptAsync(
            perfCase,
            order,
            plan,
            (ofCase ?? ofRun)!,
            folder,
            around,
            cancellationToken
        );
        foreach (var (hostId, programs) in tools.Left)
            _left[hostId] = programs;
        var ended = time.GetUtcNow();
        var cpu = load is null ? null : load.Cpu with { ToolProcessSeconds = order.Arm == Arm.Baseline ? 0 : tools.Use?.LoadCpuSeconds };
        var record = new RunRecord
        {
            TestCase = RunDescription.Conditions(perfCase, order.Arm),
            Execution = new RunExecution
            {
                StartTime = started,
                EndTime = ended,
                Duration = (ended - started).TotalSeconds,
                Status = error is null ? RunStatus.Success : RunStatus.Failed,
                LoadSeconds = load?.Result.LoadSeconds ?? 0,
                ToolStartSeconds = tools.StartSeconds,
                ToolStopSeconds = tools.StopSeconds,
                Error = error,
                Broken = judgement?.Broken ?? [],
                Notes = load?.Result.Notes ?? [],
                Purpose = order.Purpose,
            },
            Tool = order.Arm == Arm.Ebpf ? RunDescription.Tool(perfCase, tools.Hash) : null,
            Hosts = RunDescription.Hosts(perfCase.Environment, order.Arm, hosts),
            Commands = new RunCommands(
                plan.ServerCommand,
                plan.ClientCommands,
                order.Arm == Arm.Ebpf ? ToolInstances.CommandLine(perfCase) : null
            ),
            Metrics =
                error is null && load is { Result: { } result } && cpu is not null
                    ? CpuMetrics.Add(load.Metrics, cpu, result.LoadSeconds, result.Transactions, RunMonitors.ToolRole(perfCase.Environment))
                    : new Dictionary<string, double>(),
            Cpu = cpu,
            ToolUse = tools.Use,
        };
        record = await around.LeaveAsync(record);
        var kept = await folder.CompleteAsync(record, Fingerprint(perfCase, plan), cancellationToken);
        return new RunOutcome(kept, tools.Instances)
        {
            Traffic = load?.Traffic,
            CountedBefore = tools.CountedBefore,
            Validity = judgement?.Measured,
            Notes = [.. NotMeasured(judgement?.Measured).Concat(load?.Result.Notes ?? []).Where(_told.Add)],
        };
    }

    /// <summary>Rules that cannot be applied to a host, in a sentence for each host.</summary>
    private static IEnumerable<string> NotMeasured(RunValidity? measured) =>
        from measure in measured?.Measures ?? []
        where measure is { Value: null, NotApplicable: not null, Host: not null }
        group measure by measure.Host into host
        select $"host {host.Key} is not checked for "
            + $"{string.Join(", ", host.Select(measure => $"{measure.Rule} ({measure.NotApplicable})"))}";

    private Fingerprint Fingerprint(PerfCase perfCase, LoadPlan plan) =>
        RunDescription.Fingerprint(perfCase, plan, hosts, monitoring, hooks.Digest(perfCase));

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

    private async Task<RunAttempt> AttemptAsync(
        PerfCase perfCase,
        RunOrder order,
        LoadPlan plan,
        KeptServers servers,
        RunFolder folder,
        RunHooks around,
        CancellationToken cancellationToken
    )
    {
        var check = new RunCheck(perfCase, order.Arm, order.Purpose, hosts, _kernels, validity, time);
        var tools = order.Tools;
        MeasuredLoad? load = null;
        ObservedTools? observed = null;
        RunJudgement? judgement = null;
        try
        {
            hosts.RequireLeases(perfCase.Environment);
            await RequireNothingLeftAsync(perfCase.Environment, cancellationToken);
            await around.EnterAsync(cancellationToken);
            await check.LookAsync(LoadMoment.Before, cancellationToken);
            var processIds = await tools.StartAsync(
                deployment,
                folder,
                order.Purpose == RunPurpose.Exposure ? _calibration : null,
                cancellationToken
            );
            await using var monitors = await RunMonitors.StartAsync(
                monitoring,
                perfCase,
                isJudged: order.Purpose == RunPurpose.Measurement,
                _counting,
                hosts,
                processIds,
                time,
                cancellationToken
            );
            var (server, client) = (hosts[perfCase.Environment.Server.Host], hosts[perfCase.Environment.Client.Host]);
            load = await new LoadRun(plan, server, client, servers, folder, time).MeasureAsync(
                monitors,
                moment =>
                    Task.WhenAll(
                        tools.LookAsync(moment, cancellationToken),
                        check.LookAtClocksAsync(moment, cancellationToken),
                        moment == LoadMoment.After ? check.LookAsync(moment, cancellationToken) : Task.CompletedTask
                    ),
                cancellationToken
            );
            observed = order.StopsTool ? await StopAsync() : tools.Observe();
            judgement = await check.JudgeAsync(load, observed.Instances, folder, cancellationToken);
            hosts.RequireLeases(perfCase.Environment);
            var error = observed.Problem ?? (judgement.Broken is [var first, ..] ? $"{first}" : null);
            if (error is not null && !order.StopsTool)
                observed = await StopAsync();
            return new RunAttempt(load, observed, judgement, error);
        }
        catch (Exception exception)
            when (exception is LoadFailedException or ToolFailedException or RemoteException or TimeoutException or HookFailedException)
        {
            // The tool stops politely although the load failed: what a killed tool leaves attached would enter the next baselines.
            if (observed is null or { IsRunning: true } or { StopFailure: not null })
                observed = await tools.StopAsync(folder, cancellationToken);
            return new RunAttempt(load, observed, judgement, exception.Message + observed.Aftermath);
        }

        async Task<ObservedTools> StopAsync()
        {
            observed = await tools.StopAsync(folder, cancellationToken);
            if (observed.StopFailure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            return observed;
        }
    }
}
