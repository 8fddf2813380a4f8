using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>How long a case takes when its first look at the data decides it.</summary>
public static class CaseEstimate
{
    /// <summary>
    /// Time that a run takes beside its load and its tool, in seconds. Measured on the embedded lab of a shared machine with two
    /// cores: medians of 0.17 to 0.26 in baseline runs of four loads.
    /// </summary>
    public const double RunSeconds = 0.2;

    /// <summary>What a load by amount is taken to last, in seconds: nobody knows before it ran, and it is meant to be short.</summary>
    private const double AmountSeconds = 0.2;

    /// <summary>Runs that prove the tool's presence, before the rounds and after them.</summary>
    public const int ExposureRuns = 2;

    /// <summary>
    /// Time that starting and stopping a tool takes in each round, in seconds, for each host that runs it. Measured there: 0.5 for
    /// a bpftrace script, 1.5 (idle) to 2.6 (busy) for one that Python starts.
    /// </summary>
    public const double ToolSeconds = 1.5;

    /// <summary>
    /// Estimated seconds: n rounds are 4 n loads and n starts of the tool; a tool case has two more of both, which prove the tool's
    /// exposure before the rounds and after them. With a stored baseline n rounds are n loads and the sentinel runs.
    /// Where rounds are too short to sample the hosts, one load is longer, which is one more in a baseline case.
    /// </summary>
    public static double Seconds(PerfCase perfCase, PerfConfig config)
    {
        var sampled = config.Monitoring.SamplingSeconds(perfCase.Workload.DurationSeconds);
        return Seconds(perfCase, config.Thresholds, config.Thresholds.Looks[0])
            + (
                sampled is not { } seconds ? 0
                : perfCase.Tool is null ? seconds + RunSeconds
                : seconds - LoadSeconds(perfCase.Workload)
            );
    }

    /// <summary>How long a load lasts, by plan, in seconds.</summary>
    public static double LoadSeconds(Workload workload) => workload.DurationSeconds ?? AmountSeconds;

    private static double Seconds(PerfCase perfCase, Thresholds thresholds, int rounds)
    {
        var run = LoadSeconds(perfCase.Workload) + RunSeconds;
        if (perfCase.Tool is null)
            return RoundShape.Runs * thresholds.BaselineRounds * run;
        var toolRun = run + (ToolSeconds * perfCase.Environment.ToolEndpoints.Count);
        return ExposureRuns * toolRun
            + (
                thresholds.Baseline == BaselinePolicy.Stored
                    ? (rounds * toolRun) + (thresholds.StoredBaseline.SentinelRuns * run)
                    : (RoundShape.Runs * rounds * run) + (rounds * (toolRun - run))
            );
    }
}
