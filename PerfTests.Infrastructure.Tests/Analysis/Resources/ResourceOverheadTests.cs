using PerfTests.Infrastructure.Analysis.Resources;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis.Resources;

[TestFixture]
internal sealed class ResourceOverheadTests
{
    [Test]
    public async Task What_no_round_measured_comes_from_the_runs_that_sampled_the_hosts()
    {
        using var tree = new TemporaryTree();
        var old = await SampledAsync(tree, "baseline/lab-veth/latency/tcp/latency_2s", RunPurpose.Resources, minutes: -9);
        var baseline = await SampledAsync(tree, "baseline/lab-veth/latency/tcp/latency_2s", RunPurpose.Resources, minutes: -5);
        var other = await SampledAsync(tree, "baseline/lab-veth/latency/tcp/latency_20s", RunPurpose.Resources, minutes: -1);
        var proof = await SampledAsync(tree, "ebpf/tracer/lab-veth/latency/tcp/latency_2s", RunPurpose.Exposure, minutes: -4);
        var result = await tree.AddAsync("tracer", [103, 104, 103], exposure: Sample.Exposure with { Run = proof.Folder });
        var reading = await ResultReading.ReadAsync(tree.Store, default);
        var rounds = CaseRuns.Of(result);
        reading = reading with
        {
            Monitoring = rounds
                .Baseline.Concat(rounds.Middle)
                .ToDictionary(folder => folder, _ => Summary(used: 100, resident: null))
                .Concat([
                    new(old.Folder, Summary(used: 900, resident: 11)),
                    new(baseline.Folder, Summary(used: 900, resident: 7)),
                    new(other.Folder, Summary(used: 900, resident: 13)),
                    new(proof.Folder, Summary(used: 900, resident: 42)),
                ])
                .ToDictionary(),
        };
        var memory = ResourceOverhead.Of([result], reading)[ResourceReading.Memory].Figures;
        var (used, resident) = (memory.Single(each => each.Quantity == "used"), memory.Single(each => each.Quantity == "resident"));
        Assert.Multiple(() =>
        {
            Assert.That((used.Baseline, used.Ebpf, used.EbpfRuns), Is.EqualTo((100.0, 100.0, 6)), "rounds tell it, so they alone do");
            Assert.That((resident.Baseline, resident.BaselineRuns), Is.EqualTo((7.0, 1)), "the last one under the same conditions");
            Assert.That((resident.Ebpf, resident.EbpfRuns), Is.EqualTo((42.0, 1)));
        });
    }

    private static Task<RunRecord> SampledAsync(TemporaryTree tree, string caseName, RunPurpose purpose, int minutes)
    {
        var run = TemporaryTree.Run(104, caseName.StartsWith("ebpf", StringComparison.Ordinal) ? "tracer" : null);
        var start = TemporaryTree.Start.AddMinutes(minutes);
        return tree.AddAsync(
            caseName,
            run with
            {
                Execution = run.Execution with { Purpose = purpose, StartTime = start, EndTime = start.AddSeconds(6) },
            }
        );
    }

    private static MonitoringSummary Summary(double used, double? resident) =>
        new()
        {
            IntervalSeconds = 1,
            LoadStart = Sample.Time,
            LoadEnd = Sample.Time.AddSeconds(5),
            Hosts = new Dictionary<string, HostUse>
            {
                ["server"] = new()
                {
                    HostId = "server",
                    ClockOffsetSeconds = 0,
                    ClockUncertaintySeconds = 0,
                    WindowSeconds = 5,
                    Memory = new MemoryUse
                    {
                        TotalBytes = 1000,
                        UsedBytesBefore = used,
                        UsedBytesAfter = used,
                    },
                },
            },
            ToolRole = "server",
            Tool = resident is null
                ? null
                : new ToolResources
                {
                    Processes = 1,
                    ObservedSeconds = 5,
                    ResidentBytes = resident,
                },
        };
}
