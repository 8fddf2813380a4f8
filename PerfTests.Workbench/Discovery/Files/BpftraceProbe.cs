namespace PerfTests.Workbench.Discovery.Files;

/// <summary>One attach point of a bpftrace script, such as <c>tracepoint:net:net_dev_queue</c>.</summary>
internal sealed record BpftraceProbe(string Text)
{
    // They run by the clock, by a signal or once, whatever the network does.
    private static readonly string[] Bookkeeping = ["BEGIN", "END", "begin", "end", "interval", "i", "self", "test", "bench"];

    // Connections come and go a few times under a load that sends millions of packets.
    private static readonly string[] ConnectionPoints =
    [
        "inet_sock_set_state",
        "tcp_set_state",
        "tcp_connect",
        "tcp_v4_connect",
        "tcp_v6_connect",
        "inet_csk_accept",
        "tcp_close",
        "tcp_destroy_sock",
        "tcp_retransmit_skb",
        "sys_enter_connect",
        "sys_exit_connect",
        "sys_enter_accept",
        "sys_exit_accept",
        "sys_enter_accept4",
        "sys_exit_accept4",
    ];

    private string Provider => Text.Split(':')[0];

    /// <summary>Whether the probe shows that the tool is there: all but BEGIN, END and timers.</summary>
    public bool IsExpectedProgram => !Bookkeeping.Contains(Provider);

    /// <summary>Whether it runs when a connection changes its state, and not for packets.</summary>
    public bool IsOfConnections => ConnectionPoints.Contains(Text.Split(':')[^1]);

    /// <summary>Whether it stands for as many probes as the kernel has of that name, or for those that a parameter names.</summary>
    public bool IsPattern => Text.AsSpan().IndexOfAny("*?[$") >= 0;

    /// <summary>The tracepoint as <c>category/event</c>; null for other probes and for patterns.</summary>
    public string? Tracepoint =>
        Provider is "tracepoint" or "t" && !IsPattern && Text.Split(':') is [_, var category, var name] ? $"{category}/{name}" : null;
}
