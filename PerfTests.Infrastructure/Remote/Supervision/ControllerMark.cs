using System.Security.Cryptography;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>What tells processes of this controller from those of others on a host.</summary>
internal static class ControllerMark
{
    private static readonly string Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>
    /// A word in the command line of every supervisor that this controller starts; all that it starts descends from these.
    /// </summary>
    public static string Token { get; } = $"perftests-controller-{Id}";

    /// <summary>
    /// What these supervisors are called (<c>/proc/PID/comm</c>, 15 bytes): it shows where a look at all processes looks anyway.
    /// </summary>
    public static string ProcessName { get; } = $"pt-{Id}";

    /// <summary>This process, for hosts that are containers or namespaces of this machine's kernel.</summary>
    public static string ProcessId { get; } = Environment.ProcessId.ToString();

    /// <summary>
    /// When it started, in ticks since boot (field 22 of <c>/proc/PID/stat</c>): a process of another namespace may have its id.
    /// </summary>
    public static string Started { get; } = StartOf(Read("/proc/self/stat"));

    /// <summary>Id that its kernel drew at boot; empty where there is no such thing.</summary>
    public static string BootId { get; } = Read("/proc/sys/kernel/random/boot_id");

    // The name in front, in brackets, may hold anything; the state behind it is field 3.
    private static string StartOf(string stat) => stat[(stat.LastIndexOf(')') + 1)..].Trim().Split(' ').ElementAtOrDefault(22 - 3) ?? "";

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
