namespace PerfTests.Infrastructure.Results;

/// <summary>Proof that a tool was there while the load ran.</summary>
public sealed record ExposureRecord
{
    /// <summary>Whether the tool's process lived to the end of every load that counts.</summary>
    public required bool Alive { get; init; }

    /// <summary>The tool's own BPF programs.</summary>
    public required IReadOnlyList<ExposedProgram> Programs { get; init; }

    /// <summary>How often the programs ran during the load of the exposure run, all together.</summary>
    public required long RunCount { get; init; }
}
