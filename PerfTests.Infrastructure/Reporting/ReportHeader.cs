using PerfTests.Infrastructure.Analysis.Recommendations;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>What a report says besides its cases.</summary>
public sealed record ReportHeader
{
    public required string Title { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>Facts of each host by host id: kernel, CPU, governor, NIC driver …</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Hosts { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>What the gate decided, as a sentence; null when no gate was asked.</summary>
    public string? GateOutcome { get; init; }

    /// <summary>Whether a case was measured on the embedded lab, whose percentages are not those of a real network.</summary>
    public bool IsOfLab { get; init; }

    /// <summary>What went wrong outside the cases, such as an unreadable run folder; most important first.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What follows from the figures, the gravest first.</summary>
    internal IReadOnlyList<Recommendation> Recommendations { get; init; } = [];
}
