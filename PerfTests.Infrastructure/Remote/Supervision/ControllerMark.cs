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
    /// Boot id of the kernel and the namespace in which <see cref="ProcessId"/> counts, as <c>echo $(cat /proc/sys/kernel/random/boot_id)
    /// $(readlink /proc/self/ns/pid)</c> prints them; empty where there is no such thing.
    /// </summary>
    public static string Kernel { get; } = ReadKernel();

    private static string ReadKernel()
    {
        try
        {
            return $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()} {new FileInfo("/proc/self/ns/pid").LinkTarget}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
