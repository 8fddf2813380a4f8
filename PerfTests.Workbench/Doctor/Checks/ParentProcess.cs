using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>The parent of a process on a host.</summary>
internal static class ParentProcess
{
    /// <summary>Shell function <c>parent PID</c>: prints the id of the parent.</summary>
    public static string ShellFunction { get; } = new ShellScript(typeof(ParentProcess), "parent.sh").Text;
}
