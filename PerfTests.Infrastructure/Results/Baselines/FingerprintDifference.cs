namespace PerfTests.Infrastructure.Results.Baselines;

/// <summary>One fact in which two fingerprints differ.</summary>
/// <param name="Fact">Role and name, such as <c>server.kernel</c>.</param>
/// <param name="Here">Its value in the first; null when it has none.</param>
/// <param name="There">Its value in the other; null when it has none.</param>
public sealed record FingerprintDifference(string Fact, string? Here, string? There)
{
    public override string ToString() => $"{Fact}: {Here ?? "(unknown)"} against {There ?? "(unknown)"}";
}
