using System.Text.Json.Serialization;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>The answer of one case, as <c>verdict.json</c> keeps it.</summary>
public sealed record CaseVerdict
{
    /// <summary>The case's name.</summary>
    public required string Case { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The answer in plain words, made from the numbers below; empty until all of them are there.</summary>
    [JsonRequired]
    public string Sentence { get; init; } = "";

    /// <summary>Version of the rules by which <see cref="Sentence"/> was worded; 0 until it is.</summary>
    [JsonRequired]
    public int Wording { get; init; }

    /// <summary>Why, in sentences with numbers, the most important first.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Valid rounds behind the estimates.</summary>
    public required int Rounds { get; init; }

    public int DroppedRounds { get; init; }

    /// <summary>Confidence of each one-sided bound over all looks, as a share of 1.</summary>
    public double Confidence { get; init; }

    public required IReadOnlyList<MetricVerdict> Metrics { get; init; }

    /// <summary>Proof that the tool was there; null for a baseline case.</summary>
    public required ExposureRecord? Exposure { get; init; }

    /// <summary>
    /// Smallest overhead of the case's main metric that its baselines could have shown with this many rounds, in percent;
    /// in a baseline case with the most rounds that a tool case may take. Null when too few rounds are there to tell.
    /// </summary>
    public required double? NoiseFloorPercent { get; init; }

    /// <summary>
    /// For a baseline case: drift, spread and noise floor of each metric; null for a tool case.
    /// </summary>
    public IReadOnlyList<MetricNoise>? Noise { get; init; }

    /// <summary>Target rate of each stream, such as <c>300M</c>; null for a load that takes what it gets.</summary>
    public string? CappedAt { get; init; }

    /// <summary>Whether the session was stopped before the case could end.</summary>
    public bool CutShort { get; init; }

    /// <summary>Runs that failed with the tool while no baseline did; they are in no figure.</summary>
    public int ToolFailures { get; init; }

    /// <summary>Time in the tool's own programs, as counted; null for a baseline case, and without an exposure run that tells it.</summary>
    public ProgramCost? ProgramCost { get; init; }

    /// <summary>Where the CPU goes that the tool costs; null for a baseline case, and without measured CPU.</summary>
    public CaseAttribution? Attribution { get; init; }

    /// <summary>The stored baseline that the tool runs were compared with; null when baselines were measured between them.</summary>
    public StoredBaselineUse? StoredBaseline { get; init; }

    /// <summary>When a case that was resumed began to be measured; null for one that was measured in one go.</summary>
    public DateTimeOffset? ResumedFrom { get; init; }

    /// <summary>The rule that it was judged by.</summary>
    public required JudgingRule Rule { get; init; }

    public DateTimeOffset Time { get; init; }
}
