using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Tests.Execution.Cases;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis;

/// <summary>Evidence made by hand.</summary>
internal static class Sample
{
    public const string ToolCase = "ebpf/tracer_a1b2c3/lab-veth/latency/tcp/latency_2s";
    public const string BaselineCase = "baseline/lab-veth/latency/tcp/latency_2s";

    public static readonly DateTimeOffset Time = new(2024, 12, 1, 14, 30, 22, TimeSpan.Zero);

    /// <summary>A tool that was there before the rounds and after them.</summary>
    public static ExposureRecord Exposure { get; } =
        ExposureProof.Again(ExposureProof.Of(Exposed("tracepoint", 15)).Record!, Exposed("tracepoint", 14)).Record!;

    public static JudgingRule Rule { get; } = Judge(Tool([])).Rule;

    /// <summary>A round whose two runs in the middle agree.</summary>
    public static RoundRecord Round(int number, string metric, double before, double middle, double after) =>
        new()
        {
            Number = number,
            Baseline = [$"baseline/run_{number}_before", $"baseline/run_{number}_after"],
            Middle = [$"middle/run_{number}", $"middle/run_{number}_again"],
            Values = new Dictionary<string, RoundValues> { [metric] = Values(before, middle, after) },
        };

    /// <summary>Values of a round whose two runs in the middle agree.</summary>
    public static RoundValues Values(double before, double middle, double after) => new([before, after], [middle, middle]);

    /// <summary>A tool run that is compared with a stored baseline.</summary>
    public static RoundRecord Alone(int number, string metric, double value) =>
        new()
        {
            Number = number,
            Baseline = [],
            Middle = [$"middle/run_{number}"],
            Values = new Dictionary<string, RoundValues> { [metric] = new([], [value]) },
        };

    public static RoundRecord Dropped(int number, string because) =>
        new()
        {
            Number = number,
            Baseline = [],
            Middle = [],
            DroppedBecause = because,
            DroppedBy = new DropReason { Rule = DropReason.RunFailed, Part = RoundPart.BaselineBefore },
        };

    /// <summary>Rounds against a steady baseline of 100 us, one for each middle value.</summary>
    public static List<RoundRecord> Latencies(params double[] middles) =>
        [.. middles.Select((middle, i) => Round(i + 1, "mean_latency", 100, middle, 100))];

    /// <summary>99th percentiles against a steady baseline of 20 us, one round for each middle value.</summary>
    public static List<RoundRecord> Percentiles(params double[] middles) =>
        [.. middles.Select((middle, i) => Round(i + 1, "p99_latency", 20, middle, 20))];

    public static CaseEvidence Tool(IReadOnlyList<RoundRecord> rounds, double budget = 10) =>
        new()
        {
            Case = ToolCase,
            TestType = TestType.Latency,
            IsBaseline = false,
            BudgetPercent = new Dictionary<string, double> { ["mean_latency"] = budget },
            Rounds = rounds,
            Exposure = Exposure,
        };

    public static CaseEvidence Baseline(IReadOnlyList<RoundRecord> rounds) =>
        new()
        {
            Case = BaselineCase,
            TestType = TestType.Latency,
            IsBaseline = true,
            Rounds = rounds,
        };

    /// <summary>An exposure run of a load of ten packets, for which each program ran so often.</summary>
    public static RunOutcome Exposed(string type, params long[] runs)
    {
        var programs = runs.Select((count, i) => Outcomes.Program(i + 1, count, 0, $"on_{i + 1}") with { Type = type }).ToArray();
        return Outcomes.Tool(
            "run",
            1,
            null,
            Outcomes.Observed([.. programs.Select(program => program with { RunCount = 0 })], programs) with
            {
                Printed = new ToolPrinted(0, [], null),
            }
        );
    }

    /// <summary>What a session writes down before it measures a case.</summary>
    public static CaseMarker Marker(CaseEvidence evidence, Thresholds? thresholds = null) =>
        new()
        {
            SessionId = "1",
            StartedAt = TemporaryTree.Start,
            Fingerprint = TemporaryTree.Fingerprint,
            Tool = CaseAddress.Parse(evidence.Case).Tool,
            Exposure = evidence.Exposure,
            Terms = CaseJudge.TermsOf(evidence, thresholds ?? new Thresholds()),
        };

    public static CaseVerdict Judge(CaseEvidence evidence, Thresholds? thresholds = null) =>
        VerdictSentence.Told(CaseJudge.Judge(evidence, thresholds ?? new Thresholds(), Time));
}
