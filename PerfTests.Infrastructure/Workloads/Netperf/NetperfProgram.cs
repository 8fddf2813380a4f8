using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Workloads.Netperf;

/// <summary>netperf's request/response tests (<c>*_RR</c>, <c>*_CRR</c>) and stream tests, read from omni output.</summary>
/// <remarks>netperf's own CPU figures (<c>-c -C</c>) are those of the whole host and are not read as the CPU of the load.</remarks>
internal sealed class NetperfProgram : ILoadProgram
{
    private const double ShortestSeconds = 1e-3;
    private const double RoundingSeconds = 0.005;
    private const double MostCalls = 1e15;

    public string Program => "netperf";

    public string OutputExtension => "csv";

    public bool ServerStays => true;

    /// <summary>Adds the output selectors that the reader needs, whatever the command asks for already.</summary>
    public CommandTemplate Prepare(CommandTemplate clientCommand) => NetperfOptions.Complete(clientCommand);

    public LoadResult Parse(int exitCode, string standardOutput, string standardError, double? plannedSeconds, int? plannedAmount = null)
    {
        if (exitCode != 0)
            throw LoadOutput.ExitFailure(Program, exitCode, LoadOutput.FirstLine(standardError) ?? FirstLineBehindBanner(standardOutput));
        var values = NetperfValues.Parse(LoadOutput.CompleteLines(Program, standardOutput));
        // In hundredths: a load that ends by an amount may have none.
        var elapsed = values.Number(NetperfSelector.ElapsedTime, plannedAmount is null ? ShortestSeconds : 0, 1e7);
        var units = values.Text(NetperfSelector.ThroughputUnits);
        var result =
            units is null or NetperfUnit.Transactions ? ReadLatency(values, elapsed, plannedAmount)
            : NetperfUnit.TryParse(units) is { } bitsPerUnit ? ReadStream(values, elapsed, bitsPerUnit, plannedAmount)
            : throw new LoadFailedException(
                $"netperf reported its throughput in {LoadOutput.Quote(units)}, a unit that is not known; choose one with -f m"
            );
        return result with
        {
            MissingPercent = result.MissingPercent + LoadOutput.MissingPercent(elapsed, plannedSeconds),
            ExcessPercent = LoadOutput.ExcessPercent(elapsed, plannedSeconds),
        };
    }

    /// <summary>
    /// Time of a load that moved an amount at a rate: exact where netperf's own is rounded, and no further from that than its rounding.
    /// </summary>
    private static double Exact(double elapsed, double? amount, double perSecond) =>
        amount is { } moved && perSecond > 0
            ? Math.Clamp(moved / perSecond, Math.Max(ShortestSeconds, elapsed - RoundingSeconds), elapsed + RoundingSeconds)
            : elapsed;

    private LoadResult ReadLatency(NetperfValues values, double elapsed, int? amount)
    {
        // A second of waiting may come on top of the load.
        var longestLatency = (elapsed + 1) * 1e6;
        var missing = NetperfSelector.ForLatency.Where(selector => values.Text(selector) is null).ToList();
        if (missing.Count > 0)
        {
            throw new LoadFailedException(
                $"netperf did not report {string.Join(", ", missing.Select(selector => selector.Option))}; "
                    + "are these in the list behind -- -o, and does this netperf know them (netperf … -- -o '?' lists all)?"
            );
        }
        var notes = new List<string>();
        var metrics = new Dictionary<string, double>
        {
            [Metric.MeanLatency.Name] = values.Number(NetperfSelector.MeanLatency, 0, longestLatency),
            [Metric.TransactionRate.Name] = values.Number(NetperfSelector.TransactionRate, 0, 1e12),
        };
        AddLatency(Metric.MinLatency, NetperfSelector.MinLatency);
        AddLatency(Metric.P50Latency, NetperfSelector.P50Latency);
        AddLatency(Metric.P90Latency, NetperfSelector.P90Latency);
        AddLatency(Metric.P99Latency, NetperfSelector.P99Latency);
        AddLatency(Metric.MaxLatency, NetperfSelector.MaxLatency);
        RequirePlausible(metrics);
        var rate = metrics[Metric.TransactionRate.Name];
        var seconds = Exact(elapsed, amount, rate);
        return new LoadResult
        {
            LoadSeconds = seconds,
            MissingPercent =
                amount is { } planned && planned - (rate * (elapsed + RoundingSeconds)) > 1
                    ? LoadOutput.MissingAmountPercent(rate * elapsed, planned)
                    : 0,
            Metrics = metrics,
            Transactions = rate * seconds,
            LongestGapSeconds = metrics.TryGetValue(Metric.MaxLatency.Name, out var longest) ? longest / 1e6 : null,
            Notes = notes,
        };

        void AddLatency(Metric metric, NetperfSelector selector)
        {
            if (LoadOutput.Optional(Program, selector.Option, values.Number(selector), 0, longestLatency, notes) is { } latency)
                metrics[metric.Name] = latency;
        }
    }

    /// <summary>Fails numbers that no distribution can have. One microsecond of rounding is allowed at the maximum.</summary>
    private static void RequirePlausible(Dictionary<string, double> metrics)
    {
        // What is left out contradicts nothing.
        double Value(Metric metric) => metrics.GetValueOrDefault(metric.Name, double.NaN);
        var (min, mean, max) = (Value(Metric.MinLatency), Value(Metric.MeanLatency), Value(Metric.MaxLatency));
        var (p50, p90, p99) = (Value(Metric.P50Latency), Value(Metric.P90Latency), Value(Metric.P99Latency));
        if (mean <= 0 || metrics[Metric.TransactionRate.Name] <= 0)
            throw new LoadFailedException("netperf completed no transaction");
        if (min > mean || mean > max + 1 || p50 > p90 || p90 > p99 || p50 > p99)
        {
            throw new LoadFailedException(
                $"netperf's latencies contradict each other: min {min}, mean {mean}, p50 {p50}, p90 {p90}, p99 {p99}, max {max} us"
            );
        }
    }

    /// <remarks>
    /// The omni <c>THROUGHPUT</c> is the receiver's: in recorded UDP runs it equals <c>REMOTE_RECV_THROUGHPUT</c> and is under what was
    /// sent.
    /// </remarks>
    private LoadResult ReadStream(NetperfValues values, double elapsed, double bitsPerUnit, int? amount)
    {
        var bitsPerSecond = values.Number(NetperfSelector.Throughput, 0, 1e14 / bitsPerUnit) * bitsPerUnit;
        if (bitsPerSecond <= 0)
            throw new LoadFailedException("netperf's receiver got nothing; is the test path filtered?");
        var notes = new List<string>();
        var metrics = new Dictionary<string, double> { [Metric.Throughput.Name] = bitsPerSecond };
        var sent = Datagrams(NetperfSelector.SendCalls);
        if (sent > 0 && Datagrams(NetperfSelector.ReceiveCalls) is { } received)
            metrics[Metric.Loss.Name] = 100 * Math.Max(0, sent.Value - received) / sent.Value;
        if (values.Text(NetperfSelector.Protocol) == "TCP" && Told(NetperfSelector.Retransmits) is { } retransmits)
            metrics[Metric.Retransmits.Name] = retransmits;
        return new LoadResult
        {
            LoadSeconds = Exact(elapsed, 8.0 * amount, bitsPerSecond),
            Metrics = metrics,
            PacketsSent = sent,
            Notes = notes,
        };

        double? Datagrams(NetperfSelector selector) => values.Text(NetperfSelector.Protocol) == "UDP" ? Told(selector) : null;

        // netperf writes -1 for what it could not find out.
        double? Told(NetperfSelector selector) =>
            values.Text(selector) is null or "-1"
                ? null
                : LoadOutput.Optional(Program, selector.Option, values.Number(selector), 0, MostCalls, notes);
    }

    private static string? FirstLineBehindBanner(string output) =>
        LoadOutput.FirstLine(string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("MIGRATED ", StringComparison.Ordinal))));
}
