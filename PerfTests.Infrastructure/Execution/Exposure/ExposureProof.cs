using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>
/// Proves in a run of its own that a tool is there and works: counting its programs' runs costs time, so that run is not compared.
/// </summary>
internal sealed record ExposureProof(ExposureRecord? Record, IReadOnlyList<string> Problems)
{
    /// <summary>By role of the host: programs of the whole tool right before the load, for which every later run waits.</summary>
    public IReadOnlyDictionary<string, int> ReadyPrograms { get; private init; } = new Dictionary<string, int>();

    /// <summary>
    /// By role of the host: programs that its kernel showed as attached right before the load, for which every later run waits.
    /// </summary>
    public IReadOnlyDictionary<string, int> ReadyAttached { get; private init; } = new Dictionary<string, int>();

    /// <summary>A load may fail for a reason of its own; a tool that fails twice is not there.</summary>
    private const int Attempts = 2;

    /// <summary>The proof before the first round; its load is long enough to sample the hosts with the tool.</summary>
    public static Task<ExposureProof> MakeAsync(
        IRunExecutor executor,
        PerfCase perfCase,
        ICaseLog log,
        CancellationToken cancellationToken
    ) => MakeAsync(executor, executor.ForSamples(perfCase) ?? perfCase, log, "exposure run", Of, cancellationToken);

    /// <summary>The proof after the last round: a tool may stop to work on its way, and its programs stay loaded.</summary>
    /// <param name="start">What was proven before the rounds.</param>
    public static Task<ExposureProof> RepeatAsync(
        ExposureRecord start,
        IRunExecutor executor,
        PerfCase perfCase,
        ICaseLog log,
        CancellationToken cancellationToken
    ) => MakeAsync(executor, perfCase, log, "exposure run after the rounds", outcome => Again(start, outcome), cancellationToken);

    /// <summary>
    /// Why a run with the tool shows a part of what was proven only, which costs a part of its price; null when it shows all.
    /// </summary>
    public static string? MissingPart(ExposureRecord proven, RunOutcome run)
    {
        foreach (var tool in run.Tools)
        {
            var on = OnRole(run.Tools.Count, tool.Role);
            var held = proven.Programs.Count(program => program.Role == tool.Role);
            if (tool.After.Count < held)
                return $"the tool{on} held {tool.After.Count} BPF programs, {held} when its presence was proven";
            if (tool.LacksProcess && !proven.WithoutProcess.Contains(tool.Role))
                return $"no process of the tool{on} was found any more, and one was when its presence was proven";
        }
        return null;
    }

    internal static ExposureProof Of(RunOutcome outcome)
    {
        IReadOnlyList<ExposedProgram> programs = [.. outcome.Tools.SelectMany(tool => tool.Exposed)];
        var checks = Checks(outcome, ExposureMoment.Start);
        var record = new ExposureRecord
        {
            Alive = outcome.Tools.Count > 0 && outcome.Tools.All(tool => tool.AliveAfterLoad),
            Programs = programs,
            RunCount = programs.Sum(program => program.RunCount),
            Run = outcome.Record.Folder,
            Checks = checks,
            Notes = Notes(outcome, ExposureMoment.Start),
            Traffic = outcome.Traffic?.Seen,
            WithoutProcess = [.. outcome.Tools.Where(tool => tool.LacksProcess).Select(tool => tool.Role)],
        };
        return new ExposureProof(record, ProblemsOf(outcome, checks))
        {
            ReadyPrograms = outcome.Tools.ToDictionary(tool => tool.Role, tool => tool.Before.Count),
            ReadyAttached = outcome.Tools.ToDictionary(tool => tool.Role, tool => tool.AttachedBefore.Values.Count(attached => attached)),
        };
    }

    internal static ExposureProof Again(ExposureRecord start, RunOutcome outcome)
    {
        List<ExposureCheck> checks = [.. Checks(outcome, ExposureMoment.End)];
        var end = start with
        {
            Alive = start.Alive && outcome.Tools.Count > 0 && outcome.Tools.All(tool => tool.AliveAfterLoad),
            EndRun = outcome.Record.Folder,
            EndPrograms = [.. outcome.Tools.SelectMany(tool => tool.Exposed)],
            EndTraffic = outcome.Traffic?.Seen,
        };
        checks.AddRange(outcome.Tools.SelectMany(tool => Changes(end, tool)));
        end = end with { Checks = [.. start.Checks, .. checks], Notes = [.. start.Notes.Union(Notes(outcome, ExposureMoment.End))] };
        return new ExposureProof(end, [.. ProblemsOf(outcome, checks).Select(problem => $"after the rounds: {problem}")]);
    }

    private static async Task<ExposureProof> MakeAsync(
        IRunExecutor executor,
        PerfCase perfCase,
        ICaseLog log,
        string step,
        Func<RunOutcome, ExposureProof> judge,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            RunOutcome outcome;
            ExposureProof proof;
            using (log.BeginStep(attempt == 1 ? step : $"{step}, attempt {attempt}"))
            {
                outcome = await executor.ExecuteAsync(perfCase, Arm.Ebpf, RunPurpose.Exposure, cancellationToken);
                proof = judge(outcome);
                log.Proved(outcome.Record, executor.FolderOf(outcome.Record));
                if (proof.Problems is [var problem, ..])
                    log.StepFailed(problem);
            }
            // What a tool left behind would be under every run that follows.
            if (proof.Problems.Count == 0 || attempt == Attempts || outcome.Left is not null)
                return proof;
            log.Line($"the tool's presence is not proven: {proof.Problems[0]}; trying once more");
        }
    }

    // Each instance by itself: one that sees all traffic says nothing of the other.
    private static IReadOnlyList<ExposureCheck> Checks(RunOutcome outcome, ExposureMoment moment) =>
        [.. outcome.Tools.SelectMany(tool => new ExposureChecks(tool, outcome.Traffic, moment).All())];

    private static IReadOnlyList<string> Notes(RunOutcome outcome, ExposureMoment moment) =>
        [
            .. outcome
                .Tools.SelectMany(tool =>
                    new ExposureChecks(tool, outcome.Traffic, moment).Notes().Select(note => OnInstance(outcome, tool.Role, note))
                )
                .Distinct(),
            .. outcome.CountedBefore.Select(host =>
                $"kernel.bpf_stats_enabled was on before on host {host}: every BPF program's run costs more there, in baselines and tool "
                + $"runs alike"
            ),
        ];

    private static IReadOnlyList<string> ProblemsOf(RunOutcome outcome, IReadOnlyList<ExposureCheck> checks) =>
        outcome.Error is { } error ? [error]
        : outcome.Tools.Count == 0 ? ["no instance of the tool was started"]
        : [.. checks.Where(check => !check.Passed).Select(check => OnInstance(outcome, check.Role, check.Text))];

    private static IEnumerable<ExposureCheck> Changes(ExposureRecord record, ToolObservation tool)
    {
        if (tool.Exposure.Traffic == ExposureTraffic.Events || record.Traffic is null)
            yield break;
        IReadOnlyList<ExposedProgram> start = [.. record.Programs.Where(program => program.Role == tool.Role)];
        var end = tool.Exposed;
        var stopped = ExposureFigures.Stopped(start, record.Traffic, end, tool.Exposure.MinRunsPerPacket);
        yield return ExposureChecks.Check(
            tool.Role,
            ExposureMoment.End,
            ExposureRule.Stopped,
            stopped.Count,
            null,
            0,
            stopped.Count == 0
                ? "every program that ran before the rounds ran after them"
                : $"{stopped.Count} of the tool's {start.Count} BPF programs ran for the packets before the rounds and not once after "
                    + $"them: {string.Join(", ", stopped.Select(program => program.Name ?? program.Type))}"
        );
        var (before, after) = (ExposureFigures.RunsPerPacket(start, record.Traffic), ExposureFigures.RunsPerPacket(end, record.EndTraffic));
        // What else goes on in the kernel would make the factor.
        var isHeld = !start.Concat(end).Any(program => BpfProgramTypes.SeesWholeKernel(program.Type));
        yield return ExposureChecks.Check(
            tool.Role,
            ExposureMoment.End,
            ExposureRule.RunsChange,
            ExposureFigures.Change(before, after),
            null,
            isHeld ? tool.Exposure.MaxRunsChange : null,
            $"its busiest program ran {after:0.####} times per packet after the rounds, {before:0.####} before them"
                + (
                    isHeld
                        ? $"; a factor of {tool.Exposure.MaxRunsChange:0.##} at most is allowed"
                        : "; not held to a factor, for its programs see the whole kernel"
                )
        );
    }

    private static string OnInstance(RunOutcome outcome, string role, string text) =>
        outcome.Tools.Count > 1 ? $"on the {role}: {text}" : text;

    private static string OnRole(int instances, string role) => instances > 1 ? $" on the {role}" : "";
}
