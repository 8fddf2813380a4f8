using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Execution;

/// <summary>Proves in a run of its own that a tool is there and works: counting its programs' runs costs time, so that run is not compared.</summary>
internal sealed record ExposureProof(ExposureRecord? Record, IReadOnlyList<string> Problems)
{
    /// <summary>By role of the host: programs of the whole tool right before the load, for which every later run waits.</summary>
    public IReadOnlyDictionary<string, int> ReadyPrograms { get; private init; } = new Dictionary<string, int>();

    /// <summary>A load may fail for a reason of its own; a tool that fails twice is not there.</summary>
    private const int Attempts = 2;

    public static async Task<ExposureProof> MakeAsync(
        RunExecutor executor, PerfCase perfCase, ICaseLog log, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            RunOutcome outcome;
            using (log.BeginStep(attempt == 1 ? "exposure run" : $"exposure run, attempt {attempt}"))
                outcome = await executor.ExecuteAsync(perfCase, Arm.Ebpf, RunPurpose.Exposure, cancellationToken);
            var proof = Of(outcome);
            // What a tool left behind would be under every run that follows.
            if (proof.Problems.Count == 0 || attempt == Attempts || outcome.Left is not null)
                return proof;
            log.Line($"the tool's presence is not proven: {proof.Problems[0]}; trying once more");
        }
    }

    /// <summary>Why a run with the tool shows a part of what was proven only, which costs a part of its price; null when it shows all.</summary>
    public static string? MissingPart(ExposureRecord proven, RunOutcome run) => run.Tools
        .Select(tool => (Held: tool.After.Count, Proven: proven.Programs.Count(program => program.Role == tool.Role), tool.Role))
        .Where(tool => tool.Held < tool.Proven)
        .Select(tool => $"the tool{OnRole(run.Tools.Count, tool.Role)} held {tool.Held} BPF programs, {tool.Proven} when its presence was proven").FirstOrDefault();

    internal static ExposureProof Of(RunOutcome outcome)
    {
        IReadOnlyList<ExposedProgram> programs = [.. outcome.Tools.SelectMany(tool => tool.Exposed)];
        var record = new ExposureRecord
        {
            Alive = outcome.Tools.Count > 0 && outcome.Tools.All(tool => tool.AliveAfterLoad),
            Programs = programs,
            RunCount = programs.Sum(program => program.RunCount),
        };
        if (outcome.Error is { } error)
            return new ExposureProof(record, [error]);
        // Each instance by itself: one that sees all traffic says nothing of the other.
        IReadOnlyList<string> idle =
        [
            .. outcome.Tools.Where(tool => tool.Exposed.Sum(program => program.RunCount) <= 0).Select(tool =>
                $"none of the tool's {tool.After.Count} BPF programs{OnRole(outcome.Tools.Count, tool.Role)} ran while the load ran (run_cnt did not grow)"),
        ];
        return idle.Count > 0 || outcome.Tools.Count == 0
            ? new ExposureProof(record, idle.Count > 0 ? idle : ["no instance of the tool was started"])
            : new ExposureProof(record, []) { ReadyPrograms = outcome.Tools.ToDictionary(tool => tool.Role, tool => tool.Before.Count) };
    }

    private static string OnRole(int instances, string role) => instances > 1 ? $" on the {role}" : "";
}
