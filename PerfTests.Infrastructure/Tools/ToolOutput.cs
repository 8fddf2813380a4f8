namespace PerfTests.Infrastructure.Tools;

/// <summary>What a tool printed, byte for byte up to <see cref="LimitBytes"/> of each stream.</summary>
internal sealed record ToolOutput(byte[] StandardOutput, byte[] StandardError)
{
    /// <summary>Longest part of a stream that is fetched from the host: a tool may print a line per packet.</summary>
    public const int LimitBytes = 8 * 1024 * 1024;

    public static ToolOutput Empty { get; } = new([], []);
}
