namespace PerfTests.Infrastructure.Tools;

/// <summary>The processes of a tool: its session and all descendants of its first process, so that children that it starts count.</summary>
internal static class ProcessTree
{
    /// <summary>Shell function <c>tree PID</c>: prints the id of each process.</summary>
    public const string ShellFunction = """
        tree() {
          cat /proc/[0-9]*/stat 2>/dev/null | awk -v root="$1" '
            { pid = $1; sub(/^.*\) /, ""); parent[pid] = $2; session[pid] = $4 }
            END { for (pid in parent) { at = pid
                while (at != root && session[at] != root && (parent[at] in parent)) at = parent[at]
                if (at == root || session[at] == root) print pid } }'
        }
        """;
}
