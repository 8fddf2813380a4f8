using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Remote.Supervision;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>All monitors of a host as one remote script, which takes one session of its connection.</summary>
/// <remarks>
/// <para>
/// The monitors write to files in a scratch folder, sent when the load is over: nothing crosses the link while it runs. SIGCONT
/// tells the script that the load has ended. It reads then what monitors and tool cost, before SIGINT ends the monitors:
/// sysstat's programs and a grep behind one print what they still hold when their input ends so, and lose it on SIGTERM.
/// </para>
/// <para>
/// Settings of the login, in its environment or its files, change what monitors print: those that are known are switched off.
/// </para>
/// <para>
/// A sleep keeps the script waiting when every monitor is missing. It and the pipelines' shells ignore SIGINT, as all
/// background jobs of a shell do.
/// </para>
/// </remarks>
internal static class MonitorScript
{
    private static readonly ShellScript Monitor = new(typeof(MonitorScript), "monitor.sh");

    public const string StartFrame = "start";
    public const string EndFrame = "end";
    public const string CostFrame = "cost";

    /// <summary>Status of a log whose program the host does not have.</summary>
    public const int Absent = 127;

    /// <param name="toolProcessId">First process of the tool, whose tree is watched; null watches the script itself, at the same
    /// cost.</param>
    /// <param name="limit">Time after which the script ends by itself.</param>
    public static string Build(IReadOnlyList<Collector> collectors, bool watchesTool, int? toolProcessId, TimeSpan limit)
    {
        var script = new StringBuilder();
        script.Append($"{ScriptFrames.ShellFunction}\n{Removal.ShellFunction}\n{ProcessTree.ShellFunction}\n");
        script.Append(
            $"{Monitor.With(Math.Ceiling(limit.TotalSeconds).ToString(), watchesTool ? "yes" : "", toolProcessId?.ToString() ?? "")}\n"
        );
        for (var i = 0; i < collectors.Count; i++)
        {
            script.Append(
                $$"""
                if command -v {{ShellWord.Quote(collectors[i].Program.Name)}} >/dev/null 2>&1; then
                  ( {{collectors[i].Command}}
                  ) >{{i}}.out 2>{{i}}.err & pids="$pids $!" absent{{i}}=0
                else
                  : >{{i}}.out; : >{{i}}.err; absent{{i}}={{Absent}}
                fi

                """
            );
        }
        script.Append($"gather\nframes {StartFrame} 0 start {EndFrame} 0 end {CostFrame} 0 cost");
        for (var i = 0; i < collectors.Count; i++)
            script.Append($" out $absent{i} {i}.out err $absent{i} {i}.err");
        return script.Append('\n').ToString();
    }
}
