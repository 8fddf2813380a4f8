using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tools;

/// <summary>The processes of a tool: its session and all descendants of its first process, so that children that it starts count.</summary>
internal static class ProcessTree
{
    /// <summary>Shell function <c>tree PID</c>: prints the id of each process; and <see cref="EveryProcess"/>.</summary>
    public static string ShellFunction { get; } =
        $"{EveryProcess.ShellFunction}\n{new ShellScript(typeof(ProcessTree), "process_tree.sh").Text}";
}
