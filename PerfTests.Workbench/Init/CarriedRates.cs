namespace PerfTests.Workbench.Init;

/// <summary>What a path was seen to carry, and the rates for loads that follow from it. In bits per second.</summary>
internal sealed record CarriedRates
{
    private const double Headroom = 0.5;
    private const double Most = 5e9;
    private const double MostSmall = 10e6;
    private const double Unmeasured = 100e6;
    private const double UnmeasuredSmall = 5e6;

    /// <summary>One TCP stream without a limit.</summary>
    public double? Tcp { get; init; }

    /// <summary>Rate at which UDP datagrams of iperf3's own size all arrived; null when there was none, or it was not tried.</summary>
    public double? Udp { get; init; }

    /// <summary>The lowest rate at which such datagrams still got lost; null when none did.</summary>
    public double? LossyUdp { get; init; }

    /// <summary>Rate of each of two streams of 64-byte datagrams that all arrived.</summary>
    public double? SmallUdp { get; init; }

    /// <summary>The lowest such rate at which some still got lost; null when none did.</summary>
    public double? LossySmallUdp { get; init; }

    /// <summary>Time that other guests took meanwhile, the worse of both hosts; null when the hosts do not tell.</summary>
    public double? StolenPercent { get; init; }

    /// <summary>Why something is not known, with what to do about it; null when all of it is.</summary>
    public string? Problem { get; init; }

    public static CarriedRates NotMeasured(string why) => new() { Problem = why };

    /// <summary>The cap of throughput loads: half of what each protocol carries, so that equal runs have equal figures.</summary>
    /// <param name="linkMegabitsPerSecond">What the slower end's cable can do; null when not known.</param>
    public string Bandwidth(int? linkMegabitsPerSecond)
    {
        var link = linkMegabitsPerSecond * 1e6 * Headroom;
        var carried = Tcp is { } tcp ? Math.Min(tcp * Headroom, Udp ?? LossyUdp / 2 ?? double.MaxValue) : link ?? Unmeasured;
        return Text(Math.Min(Math.Min(carried, link ?? double.MaxValue), Most));
    }

    /// <summary>The cap of each stream of small datagrams.</summary>
    public string SmallBandwidth =>
        Text(Tcp is null ? UnmeasuredSmall : Math.Min(SmallUdp ?? LossySmallUdp / 2 ?? UnmeasuredSmall, MostSmall));

    /// <summary>Two digits, rounded down: <c>470M</c>.</summary>
    internal static string Text(double bitsPerSecond)
    {
        var digits = Math.Pow(10, Math.Max(3, Math.Floor(Math.Log10(Math.Max(1000, bitsPerSecond))) - 1));
        var rounded = Math.Max(1000, Math.Floor((bitsPerSecond / digits) + 1e-9) * digits);
        var (unit, name) =
            rounded >= 1e9 ? (1e9, "G")
            : rounded >= 1e6 ? (1e6, "M")
            : (1e3, "K");
        return $"{rounded / unit:0.##}{name}";
    }
}
