using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Monitoring.Formats;

namespace PerfTests.Infrastructure.Tests.Monitoring;

[TestFixture]
internal sealed class ToolResourcesReaderTests
{
    private static readonly ProcessesLook Before = ProcessesLook.Parse(RecordedOutput.Read("processes_look_before.txt"));
    private static readonly ProcessesLook After = ProcessesLook.Parse(RecordedOutput.Read("processes_look_after.txt"));
    private static readonly ResourceMonitoring Everything = new();

    [Test]
    public void Figures_are_what_the_whole_tree_used_between_the_looks_new_threads_included()
    {
        var use = ToolResourcesReader.Read(Everything, Before, After, [])!;
        Assert.Multiple(() =>
        {
            Assert.That(use.Processes, Is.EqualTo(2));
            Assert.That(use.ObservedSeconds, Is.EqualTo(2.0406859).Within(1e-6));
            Assert.That(use.CpuSeconds, Is.EqualTo(((310423348 - 69541306) + 80481) / 1e9).Within(1e-12));
            Assert.That(use.CpuPercent, Is.EqualTo(100 * use.CpuSeconds / use.ObservedSeconds));
            Assert.That(use.ResidentBytes, Is.EqualTo((8644 + 472) * 4096));
            Assert.That(use.ReadBytes, Is.EqualTo(454656 - 438272));
            Assert.That(use.WrittenBytes, Is.EqualTo(1073152 - 8192));
            Assert.That(use.Sampled, Is.Empty);
        });
    }

    [Test]
    public void What_is_not_asked_for_or_not_told_is_none_and_not_zero()
    {
        var unasked = ToolResourcesReader.Read(
            new ResourceMonitoring
            {
                Cpu = false,
                Memory = false,
                DiskIo = false,
            },
            Before,
            After,
            []
        )!;
        var untold = ToolResourcesReader.Read(
            Everything,
            Before,
            After with
            {
                RunNanoseconds = new Dictionary<string, ulong>(),
                ReadBytes = new Dictionary<string, ulong>(),
                WrittenBytes = new Dictionary<string, ulong>(),
            },
            []
        )!;
        Assert.Multiple(() =>
        {
            foreach (var use in (ToolResources[])[unasked, untold])
                Assert.That(
                    (use.CpuSeconds, use.CpuPercent, use.ReadBytes, use.WrittenBytes),
                    Is.EqualTo(((double?)null, (double?)null, (double?)null, (double?)null))
                );
            Assert.That(unasked.ResidentBytes, Is.Null);
        });
    }

    [Test]
    public void A_process_id_that_another_process_has_now_takes_nothing_away_from_the_others()
    {
        var before = Before with
        {
            RunNanoseconds = Before.RunNanoseconds.ToDictionary(
                thread => thread.Key,
                thread => thread.Key.Contains("13043", StringComparison.Ordinal) ? 9_000_000_000 : thread.Value
            ),
        };
        Assert.That(ToolResourcesReader.Read(Everything, before, After, [])!.CpuSeconds, Is.EqualTo(0.240962523).Within(1e-9));
    }

    [Test]
    public void A_tool_that_is_gone_or_a_clock_that_stood_still_gives_no_figures()
    {
        Assert.That(
            ToolResourcesReader.Read(Everything, Before, After with { ResidentBytes = new Dictionary<string, double>() }, []),
            Is.Null
        );
        Assert.That(ToolResourcesReader.Read(Everything, After, Before, []), Is.Null);
        Assert.That(ToolResourcesReader.Read(Everything, Before, Before, []), Is.Null);
    }

    [Test]
    public void Samples_of_the_same_moment_are_added_and_what_pidstat_may_not_read_is_left_out()
    {
        var rows = SysstatParser.Parse(
            """
            # Time        UID       PID    %usr %system  %guest   %wait    %CPU   CPU     VSZ     RSS   %MEM   kB_rd/s   kB_wr/s kB_ccwr/s iodelay  Command
            08:59:03        0        11    2.00    6.00    0.00    6.00    8.00     0    8364    3000   0.02     -1.00      4.00      0.00       0  tool
            08:59:03        0        12    2.00    6.00    0.00    6.00    2.00     0    8364    1000   0.02     -1.00      2.00      0.00       0  part

            # Time        UID       PID    %usr %system  %guest   %wait    %CPU   CPU     VSZ     RSS   %MEM   kB_rd/s   kB_wr/s kB_ccwr/s iodelay  Command
            08:59:04        0        11    2.00    6.00    0.00    6.00   30.00     0    8364    5000   0.02     -1.00      0.00      0.00       0  tool

            """,
            []
        );
        var sampled = ToolResourcesReader.Read(Everything, Before, After, rows)!.Sampled;
        Assert.That(
            sampled,
            Is.EqualTo(
                new Dictionary<string, SampledValue>
                {
                    ["cpuPercent"] = new(20, 30, 2),
                    ["residentBytes"] = new(4500 * 1024, 5000 * 1024, 2),
                    ["writtenBytesPerSecond"] = new(3 * 1024, 6 * 1024, 2),
                }
            )
        );
    }

    [Test]
    public void Recorded_samples_of_pidstat_are_read()
    {
        var sampled = ToolResourcesReader
            .Read(Everything, Before, After, SysstatParser.Parse(RecordedOutput.Read("pidstat_rudh.txt"), []))!
            .Sampled;
        Assert.That(sampled["cpuPercent"].Mean, Is.EqualTo((8.0 + 7 + 8) / 3).Within(1e-9));
        Assert.That(sampled["residentBytes"].Max, Is.EqualTo(3896 * 1024));
    }
}
