namespace PerfTests.Infrastructure.Matrix;

/// <summary>What a caller asks for by name; an empty list asks for everything.</summary>
public sealed record MatrixSelection
{
    /// <summary>Ids of tools: only these, enabled or not.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Ids of environments: only these.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];
}
