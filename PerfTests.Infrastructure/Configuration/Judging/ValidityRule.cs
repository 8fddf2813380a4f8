namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>
/// One condition that a measurement must meet before statistics see it. The reasons are told in <c>docs/explanation/validity.md</c>.
/// </summary>
/// <param name="Name">Name below <c>validity</c> in <c>thresholds.yaml</c> and in <c>validity.json</c>.</param>
/// <param name="Unit">Unit of value and limit.</param>
/// <param name="Title">What is measured, as it stands in a sentence.</param>
/// <param name="DefaultLimit">Limit where <c>thresholds.yaml</c> gives none.</param>
/// <param name="Consequence">What follows when the limit is broken.</param>
public sealed record ValidityRule(string Name, string Unit, string Title, double DefaultLimit, ValidityConsequence Consequence)
{
    /// <summary>Part of the planned duration, or of the planned amount, by which the load ended too early.</summary>
    public static ValidityRule ShortLoad { get; } =
        new("short_load_percent", "%", "the load's missing part", 10, ValidityConsequence.DropRound);

    /// <summary>Part of the planned duration by which the load ended too late.</summary>
    public static ValidityRule LongLoad { get; } =
        new("long_load_percent", "%", "time that the load took beyond its planned duration", 10, ValidityConsequence.DropRound);

    /// <summary>
    /// Longest time without progress: a reply that was waited for, replies missing in a row, an interval in which nothing moved.
    /// </summary>
    /// <remarks>Over the second after which Linux sends a lost first SYN again, and under the three of the next.</remarks>
    public static ValidityRule LongestGap { get; } =
        new("longest_gap_seconds", "s", "longest time without progress", 1.5, ValidityConsequence.DropRound);

    /// <summary>Time of reporting intervals in which nothing was moved, or which are missing.</summary>
    public static ValidityRule Silence { get; } = new("silent_seconds", "s", "time without traffic", 0, ValidityConsequence.DropRound);

    /// <summary>Replies behind the latencies of one run: the 99th percentile of fewer than 100 is their maximum.</summary>
    public static ValidityRule Samples { get; } =
        new("samples", "replies", "replies", 100, ValidityConsequence.DropRound) { IsFloor = true };

    /// <summary>What a capped UDP load sent of what it was told to send; asked of baseline runs.</summary>
    public static ValidityRule OfferedLoad { get; } =
        new("offered_load_percent", "%", "sent part of the planned UDP rate", 95, ValidityConsequence.DropRound) { IsFloor = true };

    /// <summary>CPU of processes on a host that are neither the load's, the tool's, the monitors' nor our own.</summary>
    public static ValidityRule ForeignCpu { get; } =
        new("foreign_cpu_percent", "% of a core", "CPU of foreign processes", 10, ValidityConsequence.DropRound);

    /// <summary>CPU time that the hypervisor gave to others while a host had work, of all its CPU time.</summary>
    public static ValidityRule Steal { get; } = new("steal_percent", "%", "stolen CPU time", 2, ValidityConsequence.DropRound);

    public static ValidityRule Throttling { get; } =
        new("throttle_events", "events", "thermal throttling", 0, ValidityConsequence.DropRound);

    /// <summary>Change of the highest frequency that the CPUs may take, over a run or between the runs of a round.</summary>
    public static ValidityRule FrequencyChange { get; } =
        new("frequency_change_percent", "%", "change of the CPUs' highest frequency", 1, ValidityConsequence.DropRound);

    /// <summary>What a host's clock gained or lost against its time since boot while the load ran.</summary>
    public static ValidityRule ClockJump { get; } = new("clock_jump_seconds", "s", "clock jump", 0.05, ValidityConsequence.DropRound);

    /// <summary>
    /// Time around the load that a host's clock counted and the controller's did not, or the other way round: a machine that was paused
    /// counts too little.
    /// </summary>
    public static ValidityRule ElapsedDifference { get; } =
        new(
            "elapsed_difference_seconds",
            "s",
            "difference between elapsed time by the host's clock and by the controller's",
            0.2,
            ValidityConsequence.DropRound
        );

    /// <summary>Traffic that the test interface counted, of what the load says that it moved.</summary>
    public static ValidityRule InterfaceShare { get; } =
        new("interface_share_percent", "%", "part of the load that the interface counted", 90, ValidityConsequence.DropRound)
        {
            IsFloor = true,
        };

    /// <summary>BPF programs of others that came or went during a run, or between the runs of a round.</summary>
    public static ValidityRule ForeignPrograms { get; } =
        new("foreign_programs", "programs", "BPF programs of others that came or went", 0, ValidityConsequence.DropRound);

    /// <summary>Programs with type, name and code of the tool's own that were loaded before it was started.</summary>
    public static ValidityRule LeftoverPrograms { get; } =
        new("leftover_programs", "programs", "BPF programs of the tool loaded before its start", 0, ValidityConsequence.InvalidateCase);

    /// <summary>Loss of the tool runs over that of their baselines, in percentage points: the mean of the rounds.</summary>
    public static ValidityRule LossJump { get; } =
        new("loss_jump_points", "percentage points", "loss beyond that of the baselines", 1, ValidityConsequence.InvalidateCase);

    /// <summary>
    /// TCP retransmits of the tool runs over those of their baselines, in percentage points of what was sent: the mean of the rounds.
    /// </summary>
    public static ValidityRule RetransmitJump { get; } =
        new(
            "retransmit_jump_points",
            "percentage points",
            "retransmits beyond those of the baselines",
            0.1,
            ValidityConsequence.InvalidateCase
        );

    /// <summary>
    /// CPU that the tool's programs took in the exposure runs and that the rounds do not show, in percent of the baseline's.
    /// </summary>
    public static ValidityRule MissingProgramCpu { get; } =
        new(
            "missing_program_cpu_percent",
            "%",
            "CPU of the tool's programs that the rounds do not show",
            10,
            ValidityConsequence.InvalidateCase
        );

    public static IReadOnlyList<ValidityRule> All { get; } =
    [
        ShortLoad,
        LongLoad,
        LongestGap,
        Silence,
        Samples,
        OfferedLoad,
        ForeignCpu,
        Steal,
        Throttling,
        FrequencyChange,
        ClockJump,
        ElapsedDifference,
        InterfaceShare,
        ForeignPrograms,
        LeftoverPrograms,
        LossJump,
        RetransmitJump,
        MissingProgramCpu,
    ];

    /// <summary>Whether a value must reach the limit; otherwise it must not exceed it.</summary>
    public bool IsFloor { get; private init; }

    public bool IsBroken(double value, double limit) => IsFloor ? !(value >= limit) : !(value <= limit);

    public static ValidityRule? Find(string name) => All.FirstOrDefault(rule => rule.Name == name);
}
