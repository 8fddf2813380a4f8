using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Tests.Analysis;
using PerfTests.Workbench.RuleStudy;

namespace PerfTests.Infrastructure.Tests.Workbench.RuleStudy;

/// <summary>
/// Runs recorded on a lab whose machine was busy with builds: equal cost, a link shaped 5 % slower every second run, a real tool every
/// second run.
/// </summary>
internal static class RecordedSeries
{
    /// <summary>Link at 400 and, in every second run, 380 Mbit/s.</summary>
    public const string ShapedLink = "shaped_link_5_percent.csv";

    /// <summary>Packets of 64 bytes without limit, counted by a bpftrace tracepoint in every second run.</summary>
    public const string PacketCounter = "bpftrace_counter_udp.csv";

    public static IReadOnlyList<RecordedNoise> EqualCost() =>
        [
            .. Directory
                .GetFiles(Folder, "*.csv")
                .Order(StringComparer.Ordinal)
                .Where(file => Path.GetFileName(file) is not (ShapedLink or PacketCounter))
                .SelectMany(SeriesFile.Read),
        ];

    /// <summary>Rounds of throughput, with the odd runs for those in the middle; they were recorded in turn.</summary>
    public static IReadOnlyList<RoundRecord> Rounds(string file)
    {
        var runs = SeriesFile
            .Read(Path.Combine(Folder, file))
            .Single(series => series.Name.EndsWith(" throughput", StringComparison.Ordinal))
            .Logs.Select(log => Math.Exp(-log))
            .ToList();
        return
        [
            .. Enumerable
                .Range(0, runs.Count / 4)
                .Select(i =>
                    Sample.Round(i + 1, "throughput", 1, 1, 1) with
                    {
                        Values = new Dictionary<string, RoundValues>
                        {
                            ["throughput"] = new([runs[4 * i], runs[(4 * i) + 2]], [runs[(4 * i) + 1], runs[(4 * i) + 3]]),
                        },
                    }
                ),
        ];
    }

    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Samples", "series");
}
