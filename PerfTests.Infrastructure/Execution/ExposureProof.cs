using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Execution;

/// <summary>Proves in a run of its own that a tool is there and works: counting its programs' runs costs time, so that run is not compared.</summary>
internal sealed record ExposureProof(ExposureRecord? Record, IReadOnlyList<string> Problems)
{
    /// <summary>Programs of the whole tool right before the load, for which every later run waits.</summary>
    public int ReadyPrograms { get; private init; }

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
            if (proof.Problems.Count == 0 || attempt == Attempts || outcome.Tool is { LeftPrograms.Count: > 0 })
                return proof;
            log.Line($"the tool's presence is not proven: {proof.Problems[0]}; trying once more");
        }
    }

    internal static ExposureProof Of(RunOutcome outcome)
    {
        var programs = outcome.Tool?.Exposed ?? [];
        var record = new ExposureRecord
        {
            Alive = outcome.Tool?.AliveAfterLoad ?? false,
            Programs = programs,
            RunCount = programs.Sum(program => program.RunCount),
        };
        if (outcome.Error is { } error)
            return new ExposureProof(record, [error]);
        return record.RunCount > 0
            ? new ExposureProof(record, []) { ReadyPrograms = outcome.Tool?.Before.Count ?? 0 }
            : new ExposureProof(record, [$"none of the tool's {programs.Count} BPF programs ran while the load ran (run_cnt did not grow)"]);
    }
}
