using System.Globalization;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools.Bpf;

/// <summary>Which programs are attached to something: a program can be loaded, held, and attached to nothing.</summary>
/// <remarks>
/// The kernel tells through bpftool: perf events, links, network interfaces and control groups. Links that the tool holds are told by its
/// descriptors too. It does not tell of timers, sockets and actions, nor of programs that others call through a map of programs.
/// </remarks>
internal static partial class BpfAttachments
{
    private static readonly string[] Told =
    [
        "kprobe",
        "tracepoint",
        "raw_tracepoint",
        "raw_tracepoint_writable",
        "tracing",
        "lsm",
        "xdp",
        "sched_cls",
        "netfilter",
        "sk_lookup",
        "flow_dissector",
    ];

    private static readonly string[] OnNetwork = ["xdp", "sched_cls", "sched_act", "flow_dissector", "netfilter"];

    /// <returns>
    /// By id, for the programs of which the kernel tells; where the host has no bpftool, those only that a link of the tool attaches.
    /// </returns>
    public static async Task<IReadOnlyDictionary<int, bool>> ReadAsync(
        IRemoteHost host,
        int toolProcessId,
        ToolPrograms lookup,
        IReadOnlyList<BpfProgram> programs,
        CancellationToken cancellationToken
    )
    {
        var result = await host.LookCheckedAsync(
            lookup.Command(Command($"$(tool_processes {toolProcessId})", programs)),
            cancellationToken
        );
        return Parse(result.Output, programs);
    }

    /// <summary>A script that prints what <see cref="Parse"/> reads.</summary>
    /// <param name="processes">Processes of the tool, as words of a shell.</param>
    /// <param name="programs">Programs of the tool.</param>
    /// <remarks>
    /// Network and control groups are asked only where a program may be attached to them: this runs before and after every load.
    /// </remarks>
    internal static string Command(string processes, IReadOnlyList<BpfProgram> programs)
    {
        var net = MayBeOnNetwork(programs) ? "bpftool net show -j 2>/dev/null" : ":";
        var groups = MayBeOnGroups(programs) ? "bpftool cgroup tree -j 2>/dev/null" : ":";
        return $$"""
            echo '# held'
            held=$(for p in {{processes}}; do cat /proc/$p/fdinfo/* 2>/dev/null; done | awk '
              /^pos:/ { link = "" } /^link_type:/ { link = $2 } /^map_type:/ { print } /^prog_id:/ { if (link) print "\"prog_id\":" (id = $2) }
              /^ifindex:/ { at = $2; if (link == "xdp") print "bound xdp", id, at }
              /^attach_type:/ { gsub(/[()]/, "", $3); if (link == "tcx" || link == "netkit") print "bound " link "/" $3, id, at }')
            printf '%s\n' "$held"; tool_maps
            echo '# names'; case $held in *'bound '*) ip -o link 2>/dev/null ;; esac
            echo '# perf'; bpftool perf show -j 2>/dev/null || exit 0
            echo; echo '# link'; bpftool link show -j 2>/dev/null || exit 0
            echo; echo '# net'; {{net}}
            echo; echo '# cgroup'; {{groups}}
            echo; echo '# end'
            """;
    }

    /// <summary>Whether a command for the one lot asks all that the other lot may be attached to.</summary>
    internal static bool AsksFor(IReadOnlyList<BpfProgram> asked, IReadOnlyList<BpfProgram> programs) =>
        (MayBeOnNetwork(asked) || !MayBeOnNetwork(programs)) && (MayBeOnGroups(asked) || !MayBeOnGroups(programs));

    internal static IReadOnlyDictionary<int, bool> Parse(string text, IReadOnlyList<BpfProgram> programs)
    {
        var isWhole = text.Contains("# end", StringComparison.Ordinal);
        var attached = new HashSet<int>();
        var (section, callsOthers, hasGroups) = ("", false, false);
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                section = line[2..].Trim();
            else if (isWhole || section is "held")
            {
                callsOthers |= section is "held" && ProgramArray().IsMatch(line);
                hasGroups |= section is "cgroup" && line.StartsWith('[');
                attached.UnionWith(
                    (section is "net" or "cgroup" ? AnyId() : ProgramId())
                        .Matches(line)
                        .Select(match =>
                            int.TryParse(match.Groups["id"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0
                        )
                );
            }
        }
        return programs
            .Where(program => attached.Contains(program.Id) || (isWhole && !callsOthers && IsTold(program.Type, hasGroups)))
            .ToDictionary(program => program.Id, program => attached.Contains(program.Id));
    }

    private static bool MayBeOnNetwork(IReadOnlyList<BpfProgram> programs) => programs.Any(program => OnNetwork.Contains(program.Type));

    private static bool MayBeOnGroups(IReadOnlyList<BpfProgram> programs) =>
        programs.Any(program => program.Type.StartsWith("cgroup_", StringComparison.Ordinal) || program.Type == "sock_ops");

    private static bool IsTold(string type, bool hasGroups) =>
        Told.Contains(type) || (hasGroups && type.StartsWith("cgroup_", StringComparison.Ordinal));

    [GeneratedRegex(@"""prog_id""\s*:\s*(?<id>[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex ProgramId();

    [GeneratedRegex(@"""(?:prog_)?id""\s*:\s*(?<id>[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex AnyId();

    // BPF_MAP_TYPE_PROG_ARRAY
    [GeneratedRegex(@"\Amap_type:\s*3\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProgramArray();
}
