using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Workloads.Ping;

/// <summary>ping of iputils.</summary>
internal sealed class PingProgram : ILoadProgram
{
    public string Program => "ping";

    public string OutputExtension => "txt";

    /// <summary>Adds <c>LC_ALL=C</c>, since ping translates its texts; the options stay as they are.</summary>
    public CommandTemplate Prepare(CommandTemplate clientCommand)
    {
        var command = LoadCommand.Parse(clientCommand);
        if (command.Program != Program)
            return clientCommand;
        // Of two assignments the last one counts.
        var locale = command
            .Words.Take(command.ProgramIndex)
            .LastOrDefault(word => word.Value.StartsWith("LC_ALL=", StringComparison.Ordinal));
        return locale.Value is null ? command.InsertBefore(command.Words[0], "LC_ALL=C") : command.ReplaceWord(locale, "LC_ALL=C");
    }

    public LoadResult Parse(int exitCode, string standardOutput, string standardError, double? plannedSeconds, int? plannedAmount = null)
    {
        // 1 means that replies are missing, which the summary says better.
        if (exitCode is not (0 or 1))
            throw LoadOutput.ExitFailure(Program, exitCode, LoadOutput.FirstLine(standardError) ?? LoadOutput.FirstLine(standardOutput));
        if (string.IsNullOrWhiteSpace(standardOutput) && LoadOutput.FirstLine(standardError) is { } cause)
            throw new LoadFailedException($"ping wrote no output: {cause}");
        var report = PingReport.Parse(LoadOutput.CompleteLines(Program, standardOutput));
        if (exitCode != 0)
            throw LoadOutput.ExitFailure(Program, exitCode, $"{report.Received} of {report.Transmitted} replies came before the deadline");
        return new LoadResult
        {
            LoadSeconds = report.Seconds,
            Metrics = Metrics(report),
            Transactions = report.Received,
            PacketsSent = report.Transmitted,
            MissingPercent = plannedAmount is { } amount
                ? LoadOutput.MissingAmountPercent(report.Transmitted, amount)
                : LoadOutput.MissingPercent(report.CoveredSeconds, plannedSeconds),
            ExcessPercent = LoadOutput.ExcessPercent(report.Seconds, plannedSeconds),
            LongestGapSeconds = Math.Max(report.MaxMicroseconds / 1e6, report.LongestLossSeconds),
            Notes = report.HasUnreadReplies ? ["ping's lines of single replies have an unknown form: no percentiles"] : [],
        };
    }

    private static Dictionary<string, double> Metrics(PingReport report)
    {
        var metrics = new Dictionary<string, double>
        {
            [Metric.Loss.Name] = 100.0 * (report.Transmitted - report.Received) / report.Transmitted,
        };
        if (report.RoundTrips.Count == 0)
        {
            metrics[Metric.MinLatency.Name] = report.MinMicroseconds;
            metrics[Metric.MeanLatency.Name] = report.MeanMicroseconds;
            metrics[Metric.MaxLatency.Name] = report.MaxMicroseconds;
            return metrics;
        }
        double[] sorted = [.. report.RoundTrips.Order()];
        metrics[Metric.MinLatency.Name] = sorted[0];
        metrics[Metric.MeanLatency.Name] = sorted.Average();
        metrics[Metric.P50Latency.Name] = NearestRank(sorted, 50);
        metrics[Metric.P90Latency.Name] = NearestRank(sorted, 90);
        metrics[Metric.P99Latency.Name] = NearestRank(sorted, 99);
        metrics[Metric.MaxLatency.Name] = sorted[^1];
        return metrics;
    }

    /// <summary>The smallest measured value that at least <paramref name="percent"/> percent of all do not exceed.</summary>
    private static double NearestRank(double[] sorted, int percent) => sorted[(sorted.Length * percent + 99) / 100 - 1];
}
