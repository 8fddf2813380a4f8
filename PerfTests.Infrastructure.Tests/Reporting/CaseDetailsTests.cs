using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Reporting;

/// <summary>What reports read of a case's raw files.</summary>
[TestFixture]
internal sealed class CaseDetailsTests
{
    private static readonly CaseResult Case = SampleCases.Tool(
        "tcp_drop",
        "lab",
        "throughput/tcp/single_1G_3s",
        Verdict.Pass,
        SampleCases.Judged(Metric.Throughput, 1e9, 1e9, 0, -1, 1, 5, Verdict.Pass)
    );

    private string _root = null!;

    [SetUp]
    public void CreateTree() => _root = Directory.CreateTempSubdirectory("perftests-details-").FullName;

    [TearDown]
    public void DeleteTree() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task The_course_of_a_load_comes_from_the_raw_output_of_both_arms()
    {
        var detail = await ReadAsync("iperf3_tcp_3s_1G.json");
        Assert.That(detail.Course!.Baseline.Select(moment => Math.Round(moment.EndSeconds)), Is.EqualTo(new double[] { 1, 2, 3 }));
        Assert.That(detail.Course.Middle.Select(moment => moment.BitsPerSecond), Is.All.EqualTo(1e9).Within(5).Percent);
        Assert.That(detail.MiddleRun!.Folder, Does.EndWith("run_9n"));
        Assert.That(detail.Folders, Does.Contain("run_1m").And.Not.Contain("run_4b"), "a run that is not in the tree has no link");
    }

    [TestCase("iperf3_err_sigkill.json")]
    [TestCase("netperf_TCP_RR_o.csv")]
    [TestCase(null)]
    public async Task Raw_output_that_tells_no_course_costs_nothing_else(string? sample)
    {
        var detail = await ReadAsync(sample);
        Assert.That(detail.Course, Is.Null);
        Assert.That(detail.BaselineRun, Is.Not.Null);
    }

    private async Task<CaseDetail> ReadAsync(string? sample)
    {
        var runs = Case
            .Rounds.Where(round => round.DroppedBecause is null)
            .SelectMany(round => round.Runs)
            .ToDictionary(folder => folder, folder => SampleDetails.Of([Case])[Case.Verdict.Case].BaselineRun! with { Folder = folder });
        foreach (var folder in sample is null ? [] : runs.Keys.ToList())
        {
            var results = Directory.CreateDirectory(Path.Combine(_root, folder, RunFolder.ClientResults)).FullName;
            await File.WriteAllTextAsync(Path.Combine(results, "stream_1.json"), RecordedOutput.Read(sample!));
        }
        var reading = new ResultReading
        {
            Cases = [Case],
            Runs = runs,
            Monitoring = new Dictionary<string, MonitoringSummary>(),
            Fingerprints = new Dictionary<string, Fingerprint>(),
            WithoutVerdict = new HashSet<string>(),
            Problems = [],
        };
        return (await CaseDetails.ReadAsync(reading, new ResultTree(_root), CancellationToken.None))[Case.Verdict.Case];
    }
}
