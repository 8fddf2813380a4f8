namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>Memory of a host at one moment, from <c>/proc/meminfo</c>, in bytes.</summary>
/// <param name="AvailableBytes">What programs could still get without swapping, caches included.</param>
internal sealed record MemoryCounters(double TotalBytes, double AvailableBytes)
{
    private const string Source = "/proc/meminfo";

    /// <exception cref="FormatException">One of the two lines is missing or broken.</exception>
    public static MemoryCounters Parse(string text) => new(Bytes(text, "MemTotal:"), Bytes(text, "MemAvailable:"));

    private static double Bytes(string text, string name)
    {
        var line =
            ProcText.Lines(Source, text).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
            ?? throw new FormatException($"{Source} has no {name}");
        return ProcText.Fields(line) is [_, var number, "kB"]
            ? ProcText.Number(Source, number) * 1024.0
            : throw new FormatException($"{Source} has '{line}'");
    }
}
