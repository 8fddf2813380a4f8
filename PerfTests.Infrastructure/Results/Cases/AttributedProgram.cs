namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>
/// What one BPF program of a tool costs, as the exposure run counted it, brought to the packet rate of the measured rounds.
/// </summary>
public sealed record AttributedProgram
{
    /// <summary>Name given at load; the program's type and id where the host has no bpftool to ask.</summary>
    public required string Name { get; init; }

    /// <summary>Role of the host that ran it.</summary>
    public required string Role { get; init; }

    public required double CallsPerSecond { get; init; }

    /// <summary>Time of one call, in nanoseconds, without the counting where that was calibrated.</summary>
    public required double NanosecondsPerCall { get; init; }

    /// <summary>CPU time of the program, in percent of a core.</summary>
    public required double Percent { get; init; }
}
