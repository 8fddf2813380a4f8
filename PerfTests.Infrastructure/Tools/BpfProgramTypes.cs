namespace PerfTests.Infrastructure.Tools;

/// <summary>Names of the kernel's <c>enum bpf_prog_type</c>, whose numbers <c>/proc/PID/fdinfo</c> shows.</summary>
internal static class BpfProgramTypes
{
    private static readonly string[] Names =
    [
        "unspec", "socket_filter", "kprobe", "sched_cls", "sched_act", "tracepoint", "xdp", "perf_event", "cgroup_skb", "cgroup_sock",
        "lwt_in", "lwt_out", "lwt_xmit", "sock_ops", "sk_skb", "cgroup_device", "sk_msg", "raw_tracepoint", "cgroup_sock_addr",
        "lwt_seg6local", "lirc_mode2", "sk_reuseport", "flow_dissector", "cgroup_sysctl", "raw_tracepoint_writable", "cgroup_sockopt",
        "tracing", "struct_ops", "ext", "lsm", "sk_lookup", "syscall", "netfilter",
    ];

    public static string NameOf(int type) => type >= 0 && type < Names.Length ? Names[type] : $"type_{type}";
}
