namespace PerfTests.Infrastructure.Lab;

/// <summary>A lab that exists on this machine.</summary>
/// <param name="Index">Number that keeps the names and management addresses of the machine's labs apart.</param>
/// <param name="Name">Name of a standing lab; null for a lab that ends with its owner.</param>
/// <param name="Condition">Whether its owner lives, or it needs none.</param>
/// <param name="OwnerProcessId">Process that raised the lab; 0 when it was killed before it could say so.</param>
/// <param name="Since">When raising it began.</param>
/// <param name="Hosts">Hosts by lab host name; empty until the lab is up.</param>
public sealed record LabStatus(
    int Index,
    string? Name,
    LabCondition Condition,
    int OwnerProcessId,
    DateTimeOffset? Since,
    IReadOnlyDictionary<string, LabHost> Hosts
);
