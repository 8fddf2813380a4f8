namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>The tool of a run (<c>tool</c> of <c>metadata.json</c>).</summary>
public sealed record MeasuredTool
{
    /// <summary>The tool's id, as filters and budgets name it.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for readers.</summary>
    public required string Name { get; init; }

    /// <summary>The id with the values of its parameters: what the tests are named after.</summary>
    public required string Variant { get; init; }

    /// <summary>First digits of <see cref="Hash"/>; null when the host could not tell.</summary>
    public required string? Version { get; init; }

    /// <summary>Hash over <see cref="Files"/>; for a tool that lies on the host only, over its program.</summary>
    public required string? Hash { get; init; }

    /// <summary>
    /// The files behind the hash, relative to where the tool was copied from; empty for a tool that lies on the host only.
    /// </summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Path of its program, as configured.</summary>
    public required string Path { get; init; }

    /// <summary>Chosen value of each parameter.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Roles of the hosts that ran an instance each: <c>server</c>, <c>client</c> or <c>tool_host</c>.</summary>
    public required IReadOnlyList<string> RunsOn { get; init; }
}
