using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>All processes of a host, read by one process.</summary>
internal static class EveryProcess
{
    /// <summary>Shell function <c>every_process</c>; see every_process.sh.</summary>
    public static string ShellFunction { get; } = new ShellScript(typeof(EveryProcess), "every_process.sh").Text;
}
