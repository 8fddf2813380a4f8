using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>Makes runs as a test scripts them, in a real result tree: no hosts, no clock, no load.</summary>
internal sealed class ScriptedExecutor(TemporaryTree tree, FakeTimeProvider time) : IRunExecutor
{
    private readonly List<string> _runs = [];

    /// <summary>What was run so far, in order: <c>proof</c>, <c>baseline</c> or <c>tool</c>.</summary>
    public IReadOnlyList<string> Runs => _runs;

    /// <summary>Microseconds of a run by its place in the order, from 1, and its kind.</summary>
    public Func<int, string, double> Latency { get; set; } = (_, kind) => kind == "tool" ? 103 : 100;

    /// <summary>Why the run at that place fails; null when it does not.</summary>
    public Func<int, string, string?> Error { get; set; } = (_, _) => null;

    /// <summary>Called before the run at that place.</summary>
    public Action<int> OnRun { get; set; } = _ => { };

    /// <summary>The hosts that came back before the run that would follow so many runs.</summary>
    public Func<int, IReadOnlyList<HostReturn>> Returned { get; set; } = _ => [];

    /// <summary>How often the tool's program runs in an exposure run.</summary>
    public Func<int, int> ProgramRuns { get; set; } = _ => 15;

    public string? Gone { get; set; }

    /// <summary>Thrown by the first reading of facts.</summary>
    public RemoteException? FactsFailure { get; set; }

    /// <summary>Each time that the hosts were asked for: whether they were thought to be lost.</summary>
    public List<bool> AskedAsLost { get; } = [];

    public Fingerprint Conditions { get; set; } = TemporaryTree.Fingerprint;

    public ValidityLimits Validity { get; } = new Thresholds().Validity;

    /// <summary>Length of a load in which hosts are sampled, in seconds; null when the rounds are.</summary>
    public double? SampledSeconds { get; set; }

    public PerfCase? ForSamples(PerfCase perfCase) =>
        SampledSeconds is { } seconds ? perfCase with { Workload = perfCase.Workload.Lasting(seconds) } : null;

    public IAsyncDisposable KeepServers(PerfCase perfCase) => new MemoryStream();

    public async Task<RunOutcome> ExecuteAsync(PerfCase perfCase, Arm arm, RunPurpose purpose, CancellationToken cancellationToken)
    {
        var kind =
            purpose == RunPurpose.Exposure ? "proof"
            : purpose == RunPurpose.Resources ? "samples"
            : arm == Arm.Ebpf ? "tool"
            : "baseline";
        var place = _runs.Count + 1;
        OnRun(place);
        cancellationToken.ThrowIfCancellationRequested();
        _runs.Add(kind);
        time.Advance(TimeSpan.FromSeconds(5));
        var error = Error(place, kind);
        var run = TemporaryTree.Run(Latency(place, kind), arm == Arm.Ebpf ? perfCase.Tool!.FolderId : null, time.GetUtcNow());
        var folder = tree.Tree.CreateRun(arm == Arm.Ebpf ? perfCase.Name : perfCase.BaselineName, time.GetUtcNow());
        var record = await folder.CompleteAsync(
            run with
            {
                TestCase = RunDescription.Conditions(perfCase, arm),
                Execution = run.Execution with
                {
                    Purpose = purpose,
                    Error = error,
                    Status = error is null ? RunStatus.Success : RunStatus.Failed,
                },
                Metrics = error is null ? run.Metrics : new Dictionary<string, double>(),
            },
            Conditions,
            cancellationToken
        );
        ToolObservation[] tools =
            arm == Arm.Ebpf ? [Outcomes.Observed([Outcomes.Program(1)], [Outcomes.Program(1, ProgramRuns(place))])] : [];
        return new RunOutcome(record, tools) { Traffic = arm == Arm.Ebpf ? Outcomes.Traffic(10) : null };
    }

    public IKeptTool KeepTool(PerfCase perfCase) => new Kept(this, perfCase);

    public string FolderOf(RunRecord run) => Path.Combine(tree.Tree.Root, run.Folder);

    public Task<IReadOnlyList<HostReturn>> RegainAsync(
        TestEnvironment environment,
        bool mayBeLost,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        AskedAsLost.Add(mayBeLost);
        return Gone is { } gone ? throw new HostGoneException(gone) : Task.FromResult(Returned(_runs.Count));
    }

    public string? GoneOf(TestEnvironment environment) => Gone;

    public Task ReadFactsAsync(TestEnvironment environment, bool isKept, CancellationToken cancellationToken)
    {
        var failure = FactsFailure;
        FactsFailure = null;
        return failure is null ? Task.CompletedTask : Task.FromException(failure);
    }

    public Fingerprint Fingerprint(PerfCase perfCase) => Conditions;

    public Task<string?> HashThereAsync(PerfCase perfCase, CancellationToken cancellationToken) =>
        Task.FromResult(Gone is null ? "a1b2c3" : null);

    private sealed class Kept(ScriptedExecutor executor, PerfCase perfCase) : IKeptTool
    {
        public Task<RunOutcome> RunAsync(bool isLast, CancellationToken cancellationToken) =>
            executor.ExecuteAsync(perfCase, Arm.Ebpf, RunPurpose.Measurement, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
