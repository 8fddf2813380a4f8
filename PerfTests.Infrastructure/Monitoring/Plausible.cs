namespace PerfTests.Infrastructure.Monitoring;

/// <summary>What a sampled figure can be at all: a counter that went back or wrapped makes a monitor print something near 2^64.</summary>
internal static class Plausible
{
    /// <summary>100 Tbit/s in bytes.</summary>
    private const double BytesPerSecond = 1.25e13;

    /// <summary>Events of one device in a second; a wrapped counter of 32 bits gives more.</summary>
    private const double EventsPerSecond = 2e9;

    private const double Percent = 1e7;

    /// <summary>Everything else: memory in kB, times in ms, lengths of queues.</summary>
    private const double Anything = 1e12;

    // pidstat's word for a process whose I/O it may not read.
    private const double NotAllowed = -1;

    /// <summary>Whether a column can have the value.</summary>
    public static bool Is(string column, double value) => value is >= 0 or NotAllowed && value <= Limit(column);

    private static double Limit(string column) =>
        column.StartsWith('%') ? Percent
        : !column.EndsWith("/s", StringComparison.Ordinal) ? Anything
        : column.Contains("kB", StringComparison.Ordinal) ? BytesPerSecond / 1024
        : column.Contains("MB", StringComparison.Ordinal) ? BytesPerSecond / 1024 / 1024
        : column.Contains("byt", StringComparison.Ordinal) ? BytesPerSecond
        : column.Contains("sec", StringComparison.Ordinal) ? BytesPerSecond / 512
        : EventsPerSecond;
}
