namespace PerfTests.Infrastructure.Results.Baselines;

/// <summary>What must be equal before two runs may be compared, as <c>fingerprint.json</c> keeps it.</summary>
public sealed record Fingerprint
{
    /// <summary>Facts by host role (<c>server</c>, <c>client</c>, <c>tool_host</c>), such as kernel, governor, offloads, sysctls.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Hosts { get; init; }

    /// <summary>Facts of the workload, such as its command, streams and duration.</summary>
    public required IReadOnlyDictionary<string, string> Workload { get; init; }

    /// <summary>Every fact that differs, in order of its name; empty when the runs may be compared.</summary>
    public IReadOnlyList<FingerprintDifference> Differences(Fingerprint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (mine, others) = (Flat(), other.Flat());
        return
        [
            .. mine
                .Keys.Union(others.Keys)
                .Order(StringComparer.Ordinal)
                .Select(fact => new FingerprintDifference(fact, mine.GetValueOrDefault(fact), others.GetValueOrDefault(fact)))
                .Where(difference => difference.Here != difference.There),
        ];
    }

    private Dictionary<string, string> Flat() =>
        Hosts
            .SelectMany(host => host.Value.Select(fact => KeyValuePair.Create($"{host.Key}.{fact.Key}", fact.Value)))
            .Concat(Workload.Select(fact => KeyValuePair.Create($"workload.{fact.Key}", fact.Value)))
            .ToDictionary();
}
