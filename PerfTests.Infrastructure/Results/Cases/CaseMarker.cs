using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>
/// Under what a case is measured, as <c>case.json</c> keeps it from its first run on: a session that resumes it must find the same.
/// </summary>
public sealed record CaseMarker
{
    /// <summary>Id of the session, from <c>session_start.json</c>.</summary>
    public required string SessionId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Facts of hosts and workload when the case began.</summary>
    public required Fingerprint Fingerprint { get; init; }

    /// <summary>The tool's command line and a hash of its files; null for a baseline case.</summary>
    public required string? Tool { get; init; }

    /// <summary>What is asked of the tool for its runs to count; null for a baseline case.</summary>
    public ToolExposure? ExposureAsked { get; init; }

    /// <summary>Proof that the tool was there; null until it is made.</summary>
    public ExposureRecord? Exposure { get; init; }

    /// <summary>
    /// Why the session could not go on with the case for a reason that its rounds do not share, such as a host that was lost: a session
    /// that resumes
    /// goes on from them. Null otherwise.
    /// </summary>
    public string? EndedBy { get; init; }

    /// <summary>By what the case is judged; a session that resumes it may bring other budgets.</summary>
    public required JudgingTerms Terms { get; init; }

    /// <summary>
    /// By role of the host: BPF programs of the whole tool right before a load, for which every run waits; empty until it is known.
    /// </summary>
    public IReadOnlyDictionary<string, int> ReadyPrograms { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// By role of the host: programs of the whole tool that its kernel showed as attached right before a load, for which every run waits.
    /// </summary>
    public IReadOnlyDictionary<string, int> ReadyAttached { get; init; } = new Dictionary<string, int>();
}
