using PerfTests.Infrastructure.Analysis.Attribution;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Execution.Cases;

/// <summary>The end of a case: its verdict, made from the evidence and kept in the result tree with the summaries.</summary>
internal sealed class CaseEnding(CaseStore store, Thresholds thresholds, TimeProvider time)
{
    /// <summary>Judges the case and writes what was judged, also when the session is being stopped.</summary>
    public async Task<CaseVerdict> FinishAsync(PerfCase perfCase, CaseEvidence evidence)
    {
        var judged = CaseJudge.Judge(evidence, thresholds, time.GetUtcNow());
        var attributed = await new AttributionReading(store).AddToAsync(
            judged,
            evidence.TestType,
            evidence.Rounds,
            evidence.Stored,
            CancellationToken.None
        );
        await store.WriteRoundsAsync(perfCase.Name, evidence.Rounds, CancellationToken.None);
        var verdict = await WriteAsync(store, attributed);
        var summaries = new SummaryChain(store);
        await summaries.WriteCaseAsync(perfCase.Name, CancellationToken.None);
        if (perfCase.Arm == Arm.Ebpf)
            await summaries.WriteCaseAsync(perfCase.BaselineName, CancellationToken.None);
        return verdict;
    }

    /// <summary>Words the verdict and writes it.</summary>
    /// <returns>The verdict with its sentence.</returns>
    public static async Task<CaseVerdict> WriteAsync(CaseStore store, CaseVerdict verdict)
    {
        var worded = VerdictSentence.Told(verdict);
        await store.WriteVerdictAsync(worded, CancellationToken.None);
        return worded;
    }
}
