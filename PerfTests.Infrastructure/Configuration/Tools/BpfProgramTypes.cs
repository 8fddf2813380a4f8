namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>Names of the kernel's <c>enum bpf_prog_type</c>, whose numbers <c>/proc/PID/fdinfo</c> shows.</summary>
internal static class BpfProgramTypes
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "unspec",
        "socket_filter",
        "kprobe",
        "sched_cls",
        "sched_act",
        "tracepoint",
        "xdp",
        "perf_event",
        "cgroup_skb",
        "cgroup_sock",
        "lwt_in",
        "lwt_out",
        "lwt_xmit",
        "sock_ops",
        "sk_skb",
        "cgroup_device",
        "sk_msg",
        "raw_tracepoint",
        "cgroup_sock_addr",
        "lwt_seg6local",
        "lirc_mode2",
        "sk_reuseport",
        "flow_dissector",
        "cgroup_sysctl",
        "raw_tracepoint_writable",
        "cgroup_sockopt",
        "tracing",
        "struct_ops",
        "ext",
        "lsm",
        "sk_lookup",
        "syscall",
        "netfilter",
    ];

    public static string NameOf(int type) => type >= 0 && type < Names.Count ? Names[type] : $"type_{type}";

    /// <summary>Whether programs of a type see what the whole kernel does: no interface, socket or control group limits them.</summary>
    public static bool SeesWholeKernel(string type) =>
        type is "kprobe" or "tracepoint" or "raw_tracepoint" or "raw_tracepoint_writable" or "tracing" or "lsm";

    /// <summary>Whether programs of a type run by a clock, whatever the load does.</summary>
    public static bool IsTimed(string type) => type is "perf_event";
}
