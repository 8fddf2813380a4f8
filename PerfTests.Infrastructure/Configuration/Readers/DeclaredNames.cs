namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Names that other files declare; null when a file could not be read, so that nothing is held against it.</summary>
internal sealed record DeclaredNames(IReadOnlyCollection<string>? Environments, IReadOnlyCollection<string>? Tools)
{
    /// <summary>Whether the scope of a tool names ICMP latency.</summary>
    public bool AsksForIcmp { get; init; }
}
