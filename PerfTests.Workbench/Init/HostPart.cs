namespace PerfTests.Workbench.Init;

/// <summary>The part that a host gets in the new set.</summary>
/// <param name="Id">Its id in <c>ssh-hosts.yaml</c>.</param>
/// <param name="Needed">Programs without which its cases cannot run.</param>
/// <param name="Optional">Programs that add figures or names.</param>
internal sealed record HostPart(string Id, IReadOnlyList<string> Needed, IReadOnlyList<string> Optional)
{
    private static readonly string[] Figures = ["ethtool", "top", "sar", "iostat"];
    private static readonly string[] ToolPrograms = ["pidstat", "bpftool", "bpftrace", "python3"];

    public static HostPart Client { get; } = new("client", ["ip", "iperf3", "netperf", "ping"], Figures);

    public static HostPart ToolHost { get; } = new("tool-host", ["ip"], [.. Figures, .. ToolPrograms]);

    /// <param name="runsTools">Whether tools run on the server.</param>
    public static HostPart Server(bool runsTools) =>
        new("server", ["ip", "iperf3", "netserver"], runsTools ? [.. Figures, .. ToolPrograms] : Figures);
}
