using PerfTests.Infrastructure.Results.Baselines;

namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>What the validity rules measured in one run, as <c>validity.json</c> keeps it.</summary>
internal sealed record RunValidity
{
    /// <summary>Place of the file in the folder of a run.</summary>
    public const string FileName = "validity.json";

    public required IReadOnlyList<ValidityMeasure> Measures { get; init; }

    /// <summary>By role: what must be the same in all runs of a round.</summary>
    public required IReadOnlyDictionary<string, HostConditions> Hosts { get; init; }
}
