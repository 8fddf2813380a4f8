using System.Globalization;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>CPU time of the processes of a host that are not this controller's, at one moment.</summary>
/// <remarks>
/// <para>
/// Ours are all descendants of the supervisors that carry <see cref="ControllerMark.Token"/> (load, tool, monitors, hooks), the members of
/// the
/// sessions that these lead, the ssh servers above them, and, where the host is of the controller's own kernel, the controller with all
/// that it started. Kernel threads are nobody's: what they do while a load runs is the load's and the tool's.
/// </para>
/// <para>
/// A process counts with the times of its children that ended, so a compiler that starts and ends between two looks counts, through the
/// program that waited for it. The host's first process is the exception: it inherits children of everybody.
/// </para>
/// </remarks>
internal static class ProcessTimes
{
    public const string LinePrefix = "foreign ";

    /// <summary>Ticks of <c>/proc/PID/stat</c> in a second (<c>USER_HZ</c>).</summary>
    public const double TicksPerSecond = 100;

    /// <summary>Shell function <c>foreign</c>: prints <c>foreign TICKS NAME</c> for each name that foreign processes have.</summary>
    public static string ShellFunction { get; } =
        $$"""
            foreign() {
              roots=$(grep -lsF -e {{ShellWord.Quote(ControllerMark.Token)}} /proc/[0-9]*/cmdline)
              [ "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null) $(readlink /proc/self/ns/pid)" != {{ShellWord.Quote(
                ControllerMark.Kernel
            )}} ] || roots="$roots /proc/{{ControllerMark.ProcessId}}/"
              cat /proc/[0-9]*/stat 2>/dev/null | awk -v roots="$(echo $roots)" '
                BEGIN { n = split(roots, path, " "); for (i = 1; i <= n; i++) { split(path[i], part, "/"); root[part[3]] } }
                !/^[0-9]+ \(.*\) [A-Za-z] / { next }
                { pid = $1; name = rest = $0; sub(/^.*\) /, "", rest); sub(/^[0-9]+ \(/, "", name)
                  name = substr(name, 1, length(name) - length(rest) - 2); split(rest, f, " ")
                  if (int(f[7] / 2097152) % 2) next
                  parent[pid] = f[2]; session[pid] = f[4]; called[pid] = name
                  ticks[pid] = f[12] + f[13] + (pid == 1 ? 0 : f[14] + f[15]) }
                function descends(pid) { while (!(pid in root) && (parent[pid] in parent)) pid = parent[pid]; return pid in root }
                END {
                  for (pid in parent) if (descends(pid)) mine[pid]
                  for (pid in mine) for (at = parent[pid]; (at in parent) && called[at] ~ /^sshd/; at = parent[at]) servant[at]
                  for (pid in parent) {
                    at = pid; while (!(at in mine) && !(session[at] in mine) && (parent[at] in parent)) at = parent[at]
                    if (!(at in mine) && !(session[at] in mine) && !(pid in servant)) total[called[pid]] += ticks[pid]
                  }
                  for (name in total) if (total[name] > 0) printf "foreign %d %s\n", total[name], name
                }'
            }
            """;

    /// <summary>Ticks by name, from lines as the function prints them.</summary>
    /// <exception cref="FormatException">A line is broken.</exception>
    public static IReadOnlyDictionary<string, double> Parse(IEnumerable<string> lines)
    {
        var ticks = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (
                line.Split(' ', 3) is not [_, var number, var name]
                || !double.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            )
                throw new FormatException($"the host's processes read '{line}'");
            ticks[name] = ticks.GetValueOrDefault(name) + value;
        }
        return ticks;
    }
}
