namespace PerfTests.Infrastructure.Tools;

/// <summary>What a tool printed, byte for byte up to <see cref="LimitBytes"/> of each stream.</summary>
internal sealed record ToolOutput(byte[] StandardOutput, byte[] StandardError)
{
    /// <summary>Longest part of a stream that is fetched from the host: a tool may print a line per packet.</summary>
    public const int LimitBytes = 8 * 1024 * 1024;

    /// <summary>How much of the end of a longer output is read for what it proves; it is not kept.</summary>
    public const int TailBytes = 64 * 1024;

    /// <summary>The end of standard output when it is longer than what is kept; a tool prints its summary there.</summary>
    public string Tail { get; init; } = "";

    /// <summary>How many events the tool says it lost, in all that it printed.</summary>
    public long LostEvents { get; init; }

    public static ToolOutput Empty { get; } = new([], []);
}
