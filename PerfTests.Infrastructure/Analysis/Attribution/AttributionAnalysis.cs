using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Analysis.Attribution;

/// <summary>
/// Makes a case's attribution from its rounds and runs: where the CPU goes that the tool costs. See <c>docs/explanation/attribution.md</c>.
/// </summary>
internal static class AttributionAnalysis
{
    /// <param name="verdict">The case's verdict, for its confidence, its time and its exposure.</param>
    /// <param name="rounds">All its rounds.</param>
    /// <param name="runs">Runs by folder: those of the rounds, and the exposure runs of the case.</param>
    /// <returns>Null for a baseline case, and when no round tells the CPU of the traffic.</returns>
    public static CaseAttribution? Of(
        CaseVerdict verdict,
        TestType type,
        IReadOnlyList<RoundRecord> rounds,
        StoredBaseline? stored,
        IReadOnlyDictionary<string, RunRecord> runs
    )
    {
        var valid = rounds.Where(round => round.DroppedBecause is null).ToList();
        var alpha = AlphaOf(verdict, valid.Count);
        if (CaseAddress.TryParse(verdict.Case) is not { Tool: not null } || ExtraCpu.Of(type, valid, stored, alpha) is not { } extra)
            return null;
        var middle = valid.SelectMany(round => round.Middle).Select(folder => runs.GetValueOrDefault(folder)).OfType<RunRecord>().ToList();
        var exposure = verdict.Exposure is { } proof ? runs.GetValueOrDefault(proof.Run) : null;
        var programs = exposure is null ? [] : Programs(verdict, exposure, Mean(middle, run => run.Value(Metric.PacketRate)));
        double? ofPrograms = exposure is null ? null : programs.Sum(program => program.Percent);
        var ofProcesses = Mean(middle, run => 100 * run.ToolUse?.LoadCpuSeconds / run.Execution.LoadSeconds);
        return new CaseAttribution
        {
            Extra = extra,
            Programs = programs,
            ProgramsPercent = ofPrograms,
            ToolProcessesPercent = ofProcesses,
            RemainderPercent = extra.Percent - ofPrograms - ofProcesses,
            NanosecondsPerPacket = Each(1e9, Mean(middle, run => run.Value(Metric.PacketRate))),
            CpuSecondsPerGigabyte = type == TestType.Latency ? null : Each(1, Mean(middle, run => run.Value(Metric.Throughput) / 8e9)),
            NanosecondsPerTransaction =
                type != TestType.Latency
                    ? null
                    : Each(1e9, Mean(middle, run => run.Value(Metric.TrafficCpu) / 100 / (run.Value(Metric.CpuPerTransaction) / 1e9))),
            Hosts = HostCpuChange.Of(valid, runs, alpha),
            Footprint = Footprint(middle, exposure),
            Notes = Notes(middle, exposure, stored),
        };

        double? Each(double scale, double? perSecond) => perSecond > 0 ? scale * extra.Percent / 100 / perSecond : null;
    }

    /// <summary>
    /// The error rate that the metrics' bounds have at this look: one page must not show a cost in one place and doubt it in another.
    /// </summary>
    /// <remarks>A file that was edited may name no looks.</remarks>
    private static double AlphaOf(CaseVerdict verdict, int rounds) =>
        verdict.Rule.Looks.Count > 0 ? new LookPlan(verdict.Rule.Looks, verdict.Confidence).AlphaAt(rounds) : 1 - verdict.Confidence;

    private static List<AttributedProgram> Programs(CaseVerdict verdict, RunRecord exposure, double? packetRate)
    {
        var seconds = exposure.Execution.LoadSeconds;
        // Counting slows the traffic down, and programs run with its packets.
        var scale = packetRate is { } measured && exposure.Value(Metric.PacketRate) is > 0 and var counted ? measured / counted : 1;
        return
        [
            .. (verdict.Exposure?.Programs ?? [])
                .Where(program => seconds > 0 && program.RunCount > 0)
                .Select(program => new AttributedProgram
                {
                    Name = program.Name is { Length: > 0 } name ? name : $"{program.Type} {program.Id}",
                    Role = program.Role,
                    CallsPerSecond = program.RunCount / seconds * scale,
                    NanosecondsPerCall = ProgramCosts.NanosecondsPerRun(program),
                    Percent = ProgramCosts.NanosecondsPerRun(program) * program.RunCount / 1e7 / seconds * scale,
                })
                .OrderByDescending(program => program.Percent),
        ];
    }

    private static ToolFootprint? Footprint(List<RunRecord> middle, RunRecord? exposure) =>
        middle.Count == 0
            ? null
            : new ToolFootprint
            {
                StartSeconds = Mean(middle, run => Positive(run.Execution.ToolStartSeconds)) ?? 0,
                StopSeconds = Mean(middle, run => Positive(run.Execution.ToolStopSeconds)) ?? 0,
                StartCpuSeconds = Mean(middle, run => run.ToolUse?.StartCpuSeconds),
                PeakResidentBytes = middle.Max(run => run.ToolUse?.PeakResidentBytes),
                ProportionalBytes = Mean(middle, run => run.ToolUse?.ProportionalBytes),
                MapBytes = Mean(middle, run => run.ToolUse?.MapBytes),
                ProgramBytes = Mean(middle, run => run.ToolUse?.ProgramBytes),
                WrittenBytes = Mean(middle, run => run.ToolUse?.WrittenBytes),
                // Told once, by the last of the runs that a start serves.
                PrintedBytes =
                    Mean(middle, run => run.ToolUse?.PrintedBytes)
                    * middle.Count(run => run.ToolUse?.PrintedBytes is not null)
                    / middle.Count,
                Left = exposure?.ToolUse?.Left ?? [],
            };

    private static List<string> Notes(List<RunRecord> middle, RunRecord? exposure, StoredBaseline? stored)
    {
        var notes = middle.SelectMany(run => run.Cpu?.Notes ?? []).Distinct().ToList();
        if (exposure is null)
            notes.Add("No run in which the kernel counted the programs' time is there, so programs and remainder are not told apart.");
        if (stored is not null)
            notes.Add("The baselines were stored ones of another time, so the extra CPU has no bounds.");
        return notes;
    }

    // Of the runs that one start serves the first starts the tool, and the last stops it.
    private static double? Positive(double seconds) => seconds > 0 ? seconds : null;

    private static double? Mean(List<RunRecord> runs, Func<RunRecord, double?> value)
    {
        var values = runs.Select(value).OfType<double>().Where(double.IsFinite).ToList();
        return values.Count == 0 ? null : ArithmeticMean.Of(values);
    }
}
