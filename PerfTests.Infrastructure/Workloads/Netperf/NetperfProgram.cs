using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Workloads.Netperf;

/// <summary>netperf's request/response tests (<c>*_RR</c>, <c>*_CRR</c>) and stream tests, read from omni output.</summary>
/// <remarks>netperf's own CPU figures (<c>-c -C</c>) are those of the whole host and are not read as the CPU of the load.</remarks>
internal sealed class NetperfProgram : ILoadProgram
{
    public string Program => "netperf";

    public string OutputExtension => "csv";

    /// <summary>Adds the output selectors that the reader needs, whatever the command asks for already.</summary>
    public CommandTemplate Prepare(CommandTemplate clientCommand) => NetperfOptions.Complete(clientCommand);

    public LoadResult Parse(int exitCode, string standardOutput, string standardError, double plannedSeconds)
    {
        if (exitCode != 0)
            throw LoadOutput.ExitFailure(Program, exitCode, LoadOutput.FirstLine(standardError) ?? FirstLineBehindBanner(standardOutput));
        var values = NetperfValues.Parse(LoadOutput.CompleteLines(Program, standardOutput));
        var seconds = values.Number(NetperfSelector.ElapsedTime, 0, 1e7);
        var result = values.Text(NetperfSelector.ThroughputUnits) is { } units && NetperfUnit.TryParse(units) is { } bitsPerUnit
            ? ReadStream(values, seconds, bitsPerUnit)
            : ReadLatency(values, seconds);
        return result with
        {
            MissingPercent = LoadOutput.MissingPercent(seconds, plannedSeconds),
            ExcessPercent = LoadOutput.ExcessPercent(seconds, plannedSeconds),
        };
    }

    private static LoadResult ReadLatency(NetperfValues values, double seconds)
    {
        var missing = NetperfSelector.ForLatency.Where(selector => values.Text(selector) is null).ToList();
        if (missing.Count > 0)
        {
            throw new LoadFailedException(
                $"netperf did not report {string.Join(", ", missing.Select(selector => selector.Option))}; "
                + "are these in the list behind -- -o, and does this netperf know them (netperf … -- -o '?' lists all)?");
        }
        var metrics = new Dictionary<string, double>
        {
            [Metric.MinLatency.Name] = Latency(NetperfSelector.MinLatency),
            [Metric.MeanLatency.Name] = Latency(NetperfSelector.MeanLatency),
            [Metric.P50Latency.Name] = Latency(NetperfSelector.P50Latency),
            [Metric.P90Latency.Name] = Latency(NetperfSelector.P90Latency),
            [Metric.P99Latency.Name] = Latency(NetperfSelector.P99Latency),
            [Metric.MaxLatency.Name] = Latency(NetperfSelector.MaxLatency),
            [Metric.TransactionRate.Name] = values.Number(NetperfSelector.TransactionRate, 0, 1e12),
        };
        RequirePlausible(metrics);
        return new LoadResult
        {
            LoadSeconds = seconds,
            Metrics = metrics,
            Transactions = metrics[Metric.TransactionRate.Name] * seconds,
            LongestGapSeconds = metrics[Metric.MaxLatency.Name] / 1e6,
        };

        double Latency(NetperfSelector selector) => values.Number(selector, 0, seconds * 1e6 + 1e6);
    }

    /// <summary>Fails numbers that no distribution can have. One microsecond of rounding is allowed at the maximum.</summary>
    private static void RequirePlausible(Dictionary<string, double> metrics)
    {
        var (min, mean, max) = (metrics[Metric.MinLatency.Name], metrics[Metric.MeanLatency.Name], metrics[Metric.MaxLatency.Name]);
        var (p50, p90, p99) = (metrics[Metric.P50Latency.Name], metrics[Metric.P90Latency.Name], metrics[Metric.P99Latency.Name]);
        if (mean <= 0 || metrics[Metric.TransactionRate.Name] <= 0)
            throw new LoadFailedException("netperf completed no transaction");
        if (min > mean || mean > max + 1 || p50 > p90 || p90 > p99)
        {
            throw new LoadFailedException(
                $"netperf's latencies contradict each other: min {min}, mean {mean}, p50 {p50}, p90 {p90}, p99 {p99}, max {max} us");
        }
    }

    /// <remarks>
    /// The omni <c>THROUGHPUT</c> is the receiver's: in recorded UDP runs it equals <c>REMOTE_RECV_THROUGHPUT</c> and is under what was sent.
    /// </remarks>
    private static LoadResult ReadStream(NetperfValues values, double seconds, double bitsPerUnit)
    {
        var bitsPerSecond = values.Number(NetperfSelector.Throughput, 0, 1e14 / bitsPerUnit) * bitsPerUnit;
        if (bitsPerSecond <= 0)
            throw new LoadFailedException("netperf's receiver got nothing; is the test path filtered?");
        return new LoadResult
        {
            LoadSeconds = seconds,
            Metrics = new Dictionary<string, double> { [Metric.Throughput.Name] = bitsPerSecond },
        };
    }

    private static string? FirstLineBehindBanner(string output) =>
        LoadOutput.FirstLine(string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("MIGRATED ", StringComparison.Ordinal))));
}
