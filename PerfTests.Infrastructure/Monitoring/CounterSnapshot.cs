using System.Globalization;

namespace PerfTests.Infrastructure.Monitoring;

/// <summary>A host's clock and counters at one moment, as the kernel shows them.</summary>
/// <param name="Time">The host's own clock.</param>
/// <param name="Interfaces">Counters of each network interface that the load can see.</param>
/// <param name="Text">The raw text, which the result tree keeps.</param>
internal sealed record CounterSnapshot(DateTimeOffset Time, IReadOnlyDictionary<string, InterfaceCounters> Interfaces, string Text)
{
    /// <summary>Shell command that prints the text.</summary>
    public const string Command = "date +%s.%N; cat /proc/net/dev; grep -E '^(cpu|ctxt)' /proc/stat";

    /// <exception cref="FormatException">The text is not that of a snapshot.</exception>
    public static CounterSnapshot Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || !decimal.TryParse(lines[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            throw new FormatException($"no clock in the counters of the host: '{(lines.Length == 0 ? "" : lines[0])}'");
        var interfaces = lines.Select(InterfaceCounters.TryParse).OfType<InterfaceCounters>()
            .ToDictionary(counters => counters.Interface, StringComparer.Ordinal);
        return new CounterSnapshot(
            DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)), interfaces, text);
    }

    /// <exception cref="FormatException">The host has no such interface.</exception>
    public InterfaceCounters Interface(string name) => Interfaces.GetValueOrDefault(name)
        ?? throw new FormatException($"there is no interface {name}; the host has {string.Join(", ", Interfaces.Keys)}");
}
