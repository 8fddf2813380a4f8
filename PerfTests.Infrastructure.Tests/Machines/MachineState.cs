namespace PerfTests.Infrastructure.Tests.Machines;

/// <summary>What a measurement could leave on a machine.</summary>
/// <param name="Lines">Each a kind and a thing, such as <c>process netserver</c>.</param>
internal sealed record MachineState(IReadOnlyList<string> Lines)
{
    /// <summary>Processes of a host that is a namespace of this machine, where everything else is this machine's.</summary>
    public const string ScriptOfNamespace = """
        here=$(readlink /proc/self/ns/net)
        for process in /proc/[0-9]*; do
          [ "$(readlink "$process/ns/net" 2>/dev/null)" = "$here" ] || continue
          name=$(cat "$process/comm" 2>/dev/null)
          case $name in iperf3|netserver|netperf|ping|bpftrace|python3|top|sar|sadc|iostat|pidstat|perf|timeout|flock|sleep|cat) echo "process $name" ;; esac
        done

        """;

    /// <summary>Prints it. The suite keeps deployed tools and the file of its lease in the work folder: these are no remains.</summary>
    public const string Script =
        ScriptOfNamespace
        + """
            ps -eo args= | grep -o 'perftests-controller-[0-9a-f]*' | sed 's/^/process /'
            bpftool prog show 2>/dev/null | awk '/^[0-9]+:/ && $4 !~ /^sd_/ { print "program", $2, $4, $5 }'
            find /sys/fs/bpf -mindepth 1 2>/dev/null | sed 's/^/pin /'
            echo "setting bpf_stats_enabled $(cat /proc/sys/kernel/bpf_stats_enabled)"
            awk '$5 ~ /perftests/ { print "mount", $5 }' /proc/self/mountinfo
            find /root/perftests /home/ops/perftests \( -name 'tool-*' -o -name 'load-*' -o -name 'monitor-*' -o -name 'hook-*' -o -name '*.new' \) 2>/dev/null | sed 's/^/file /'
            find /tmp /var/tmp -mindepth 1 -maxdepth 1 \( -name '*perftests*' -o -name 'tmp.*' \) | sed 's/^/file /'
            """;

    public static MachineState Parse(string printed) =>
        new([.. printed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);

    /// <summary>What is here now and was not before; a thing that was there twice and is there three times counts once.</summary>
    public IReadOnlyList<string> Since(MachineState before)
    {
        var rest = before.Lines.ToList();
        return [.. Lines.Where(line => !rest.Remove(line))];
    }
}
