namespace PerfTests.Workbench.RuleStudy;

/// <summary>
/// Runs by formula: independent noise, a slow wave, jumps of the level, two levels of speed, effects of a run's place, and slow runs.
/// </summary>
/// <remarks>All sizes are shares, 0.03 is 3 %. One wave of the drift takes about 63 runs.</remarks>
internal sealed record SimulatedNoise(string Name, bool MustDecide = true) : INoise
{
    /// <summary>The noise that the rule is held to, from kind to unkind.</summary>
    public static IReadOnlyList<SimulatedNoise> All { get; } =
    [
        new("0.01 % noise", MustDecide: true) { Spread = 0.0001 },
        new("3 % noise") { Spread = 0.03 },
        new("3 % noise, drift") { Spread = 0.03, Drift = 0.03 },
        new("3 % noise, level shifts")
        {
            Spread = 0.03,
            ShiftShare = 0.03,
            ShiftSize = 0.08,
        },
        new("3 % noise, outliers")
        {
            Spread = 0.03,
            OutlierShare = 0.05,
            OutlierSize = 0.25,
        },
        new("all of these")
        {
            Spread = 0.03,
            Drift = 0.03,
            ShiftShare = 0.03,
            ShiftSize = 0.08,
            OutlierShare = 0.05,
            OutlierSize = 0.25,
        },
        new("tool runs steadier") { Spread = 0.03, ToolSpreadFactor = 0.3 },
        new("tool runs wilder") { Spread = 0.02, ToolSpreadFactor = 2 },
        new("3 % noise, alternating by 1 %") { Spread = 0.03, EverySecond = 0.01 },
        new("3 % noise, alternating by 3.5 %") { Spread = 0.03, EverySecond = 0.035 },
        new("1 % noise, alternating by 3.5 %") { Spread = 0.01, EverySecond = 0.035 },
        new("3 % noise, starts differ by 2 %") { Spread = 0.03, StartSpread = 0.02 },
        new("levels of speed, 12 % for 10 runs")
        {
            Spread = 0.01,
            LevelSize = 0.12,
            LevelRuns = 10,
        },
        new("levels of speed, 12 % for 3 runs", MustDecide: false)
        {
            Spread = 0.01,
            LevelSize = 0.12,
            LevelRuns = 3,
        },
        new("drift, tool starts in 15 s", MustDecide: false)
        {
            Spread = 0.01,
            Drift = 0.01,
            StartRuns = 15,
        },
        new("6 % noise", MustDecide: false) { Spread = 0.06 },
        new("slow baselines", MustDecide: false)
        {
            Spread = 0.02,
            BaselineOutlierShare = 0.15,
            BaselineOutlierSize = 0.2,
            IsHeld = false,
        },
        new("cost in 1 run of 10", MustDecide: false)
        {
            Spread = 0.01,
            CostShare = 0.1,
            IsHeld = false,
        },
        new("cost in 1 run of 3", MustDecide: false)
        {
            Spread = 0.01,
            CostShare = 1 / 3.0,
            IsHeld = false,
        },
        new("skewed cost", MustDecide: false)
        {
            Spread = 0.01,
            CostSkew = 1,
            IsHeld = false,
        },
        new("very skewed cost", MustDecide: false)
        {
            Spread = 0.01,
            CostSkew = 1.5,
            IsHeld = false,
        },
    ];

    public bool IsHeld { get; init; } = true;

    /// <summary>Standard deviation of a run.</summary>
    public required double Spread { get; init; }

    /// <summary>Height of the wave.</summary>
    public double Drift { get; init; }

    /// <summary>Share of runs before which the level jumps, up or down, and stays.</summary>
    public double ShiftShare { get; init; }

    public double ShiftSize { get; init; }

    /// <summary>By how much the host is slower at one of its two levels of speed.</summary>
    public double LevelSize { get; init; }

    /// <summary>Runs after which it changes its level, in the mean.</summary>
    public double LevelRuns { get; init; }

    /// <summary>Share of runs, of both arms, that are slow by chance.</summary>
    public double OutlierShare { get; init; }

    /// <summary>Mean size of these; they are spread evenly from half of it to one and a half times.</summary>
    public double OutlierSize { get; init; }

    /// <summary>How many times as wide tool runs spread as baseline runs.</summary>
    public double ToolSpreadFactor { get; init; } = 1;

    /// <summary>Share of baseline runs alone that are slow; the tool's cost is against the mean of them all.</summary>
    public double BaselineOutlierShare { get; init; }

    public double BaselineOutlierSize { get; init; }

    /// <summary>Share of tool runs that carry the whole cost, each as many times as makes up its mean.</summary>
    public double CostShare { get; init; } = 1;

    /// <summary>By how much every second run is cheaper, whatever its arm.</summary>
    public double EverySecond { get; init; }

    /// <summary>Standard deviation of what the runs that one start of the tool serves have in common.</summary>
    public double StartSpread { get; init; }

    /// <summary>As many runs would fit into the time that the tool takes to start: so much longer the drift goes on.</summary>
    public double StartRuns { get; init; }

    /// <summary>How skewed the cost of a tool run is: the deviation of its logarithm. Its mean stays.</summary>
    public double CostSkew { get; init; }

    public double CostOf(Random random, double meanCost) =>
        CostShare < 1 ? (random.NextDouble() < CostShare ? meanCost / CostShare : 0)
        : CostSkew > 0 ? meanCost * Math.Exp((CostSkew * Normal(random)) - (CostSkew * CostSkew / 2))
        : meanCost + (BaselineOutlierShare * BaselineOutlierSize);

    public void Fill(Random random, Span<double> runs)
    {
        var phase = random.NextDouble() * 2 * Math.PI;
        var (level, start, time) = (0.0, 0.0, 0.0);
        var isSlow = LevelRuns > 0 && random.NextDouble() < 0.5;
        for (var i = 0; i < runs.Length; i++)
        {
            var hasTool = SimulatedRound.HasTool(i);
            if (hasTool && !SimulatedRound.HasTool(i - 1))
            {
                time += StartRuns;
                start = StartSpread > 0 ? StartSpread * Normal(random) : 0;
            }
            if (ShiftShare > 0 && random.NextDouble() < ShiftShare)
                level += random.NextDouble() < 0.5 ? -ShiftSize : ShiftSize;
            if (LevelRuns > 0 && random.NextDouble() < 1 / LevelRuns)
                isSlow = !isSlow;
            runs[i] =
                (Spread * (hasTool ? ToolSpreadFactor : 1) * Normal(random))
                + (Drift * Math.Sin((time++ * 0.1) + phase))
                + level
                + (isSlow ? LevelSize : 0)
                + (hasTool ? start : 0)
                - (i % 2 == 1 ? EverySecond : 0);
            if (OutlierShare > 0 && random.NextDouble() < OutlierShare)
                runs[i] += OutlierSize * (0.5 + random.NextDouble());
            if (BaselineOutlierShare > 0 && !hasTool && random.NextDouble() < BaselineOutlierShare)
                runs[i] += BaselineOutlierSize;
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
