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

    /// <summary>
    /// Time that starting and stopping a tool takes in each round, in seconds, for each host that runs it. Measured there: 0.5 for
    /// a bpftrace script, 1.5 (idle) to 2.6 (busy) for one that Python starts.
    /// </summary>
    public const double ToolSeconds = 1.5;

    /// <summary>
    /// Estimated seconds: n rounds are 2 n + 1 loads, because neighbouring rounds share the baseline between them; a tool
    /// case has one more load, which proves the tool's exposure. With a stored baseline n rounds are n loads and the sentinel runs.
    /// Where rounds are too short to sample the hosts, one load is longer, which is one more in a baseline case.
    /// </summary>
    public static double Seconds(PerfCase perfCase, PerfConfig config)
    {
        var sampled = config.Monitoring.SamplingSeconds(perfCase.Workload.DurationSeconds);
        return Seconds(perfCase, config.Thresholds, config.Thresholds.Looks[0])
            + (
                sampled is not { } seconds ? 0
                : perfCase.Tool is null ? seconds + RunSeconds
                : seconds - perfCase.Workload.DurationSeconds
            );
    }

    private static double Seconds(PerfCase perfCase, Thresholds thresholds, int rounds)
    {
        var run = perfCase.Workload.DurationSeconds + RunSeconds;
        if (perfCase.Tool is null)
            return ((2 * thresholds.BaselineRounds) + 1) * run;
        if (thresholds.Baseline == BaselinePolicy.Stored)
            return (rounds + thresholds.StoredBaseline.SentinelRuns + 1) * run
                + ((rounds + 1) * ToolSeconds * perfCase.Environment.ToolEndpoints.Count);
        return ((2 * rounds) + 2) * run + ((rounds + 1) * ToolSeconds * perfCase.Environment.ToolEndpoints.Count);
    }
}
