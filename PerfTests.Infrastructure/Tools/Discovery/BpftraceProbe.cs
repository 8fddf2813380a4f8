namespace PerfTests.Infrastructure.Tools.Discovery;

/// <summary>One attach point of a bpftrace script, such as <c>tracepoint:net:net_dev_queue</c>.</summary>
internal sealed record BpftraceProbe(string Text)
{
    // They run by the clock, by a signal or once, whatever the network does.
    private static readonly string[] Bookkeeping = ["BEGIN", "END", "begin", "end", "interval", "i", "self", "test", "bench"];

    private string Provider => Text.Split(':')[0];

    /// <summary>Whether the probe shows that the tool is there: all but BEGIN, END and timers.</summary>
    public bool IsExpectedProgram => !Bookkeeping.Contains(Provider);

    /// <summary>Whether it stands for as many probes as the kernel has of that name.</summary>
    public bool IsPattern => Text.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    /// <summary>The tracepoint as <c>category/event</c>; null for other probes and for patterns.</summary>
    public string? Tracepoint => Provider is "tracepoint" or "t" && !IsPattern && Text.Split(':') is [_, var category, var name] ? $"{category}/{name}" : null;
}
