using System.Globalization;
using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Workbench.RuleStudy;

/// <summary>A CSV file of runs in order of time: a heading of metric names, a line for each run.</summary>
internal static class SeriesFile
{
    private const int FewestRuns = 20;

    /// <summary>One series for each metric that overhead is defined for; columns of other names are left out.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read or holds no such series.</exception>
    public static IReadOnlyList<RecordedNoise> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, 0, exception.Message, "Name a CSV file of runs that may be read.");
        }
        var names = lines is [var heading, ..] ? heading.Split(',', StringSplitOptions.TrimEntries) : [];
        var columns = Enumerable
            .Range(0, names.Length)
            .Where(i => Metric.Find(names[i]) is { Worse: not WorseDirection.NotCompared })
            .ToList();
        if (columns.Count == 0)
            throw Refused(path, 1, "names no metric that can be compared", "Begin with a heading such as 'run,throughput,client_cpu'.");
        var rows = lines
            .Index()
            .Skip(1)
            .Where(line => line.Item.Length > 0)
            .Select(line => (Number: line.Index + 1, Cells: line.Item.Split(',')))
            .ToList();
        if (rows.Count < FewestRuns)
            throw Refused(
                path,
                lines.Length,
                $"has {rows.Count} runs, {FewestRuns} needed",
                "Record more runs of equal cost, one after the other."
            );
        return [.. columns.Select(column => Series(path, Metric.Find(names[column])!, column, rows))];
    }

    private static RecordedNoise Series(string path, Metric metric, int column, List<(int Number, string[] Cells)> rows)
    {
        var sign = metric.Worse == WorseDirection.Lower ? -1 : 1;
        var logs = rows.Select(row =>
            column < row.Cells.Length
            && double.TryParse(row.Cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && Overhead.IsUsable(value)
                ? sign * Math.Log(value)
                : throw Refused(path, row.Number, $"has no number over zero for {metric.Name}", "Take the run out, or the column.")
        );
        return new($"{Path.GetFileNameWithoutExtension(path)} {metric.Name}", [.. logs]);
    }

    private static ConfigurationException Refused(string path, int line, string problem, string remedy) =>
        new([new ConfigurationError(path, line, problem, remedy)]);
}
