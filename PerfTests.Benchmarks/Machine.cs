using System.Runtime.InteropServices;

namespace PerfTests.Benchmarks;

/// <summary>What the figures were measured on, and beside what.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, kernel "
        + $"{Environment.OSVersion.Version.ToString(2)}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>The load average of the last minute: other programs on the machine show here.</summary>
    public static string Load() => $"load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}";
}
