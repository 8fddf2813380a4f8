using System.Text;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Tests.Monitoring.Counters;

/// <summary>
/// Recorded logs, and one in their form whose counts are easy to add: perf began at second 0 and counted 100 cycles in each tenth of a
/// second.
/// </summary>
[TestFixture]
internal sealed class EventCountsTests
{
    private static readonly DateTimeOffset Began = DateTimeOffset.FromUnixTimeSeconds(1795854757);

    [Test]
    public void Intervals_within_the_load_count_whole_and_those_at_its_ends_by_their_share()
    {
        var (counts, missing) = Read(Steady(20), 0.25, 1.73);
        Assert.That(counts["cycles"].Count, Is.EqualTo(1480).Within(1e-6));
        Assert.That(counts["cycles"].CountedPercent, Is.EqualTo(100));
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Recorded_software_events_count_in_the_window_of_the_load()
    {
        var (counts, missing) = Read(
            RecordedOutput.Read("perf_software.csv"),
            0.365516624,
            1.078181774,
            events: ["page-faults", "task-clock"]
        );
        Assert.That(counts["page-faults"].Count, Is.EqualTo(569 + 648 + 383 + 364 + 363 + 337 + 767).Within(0.1));
        Assert.That(counts["task-clock"].Count, Is.EqualTo(200.80 + 200.69 + 209.96 + 207.53 + 203.28 + 202.42 + 263.41).Within(0.1));
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Hardware_that_counts_nothing_gives_no_number_and_says_so()
    {
        var (counts, missing) = Read(RecordedOutput.Read("perf_not_supported.csv"), -0.39, 0, events: ["instructions", "cycles"]);
        Assert.That(counts, Is.Empty);
        Assert.That(
            missing.Single().Reason,
            Is.EqualTo("perf says <not supported> for instructions; perf says <not supported> for cycles")
        );
        Assert.That(
            missing.Single().Remedy,
            Does.StartWith("perf stat -a -e instructions,cycles true shows there what its hardware counts")
        );
        Assert.That(missing.Single().IsOptional, Is.True);
    }

    [TestCase("perf_software.csv", true)]
    [TestCase("perf_not_supported.csv", false)]
    public void A_log_shows_whether_a_host_can_count_at_all(string file, bool can)
    {
        Assert.That(EventCounts.AreThere(Log(RecordedOutput.Read(file))), Is.EqualTo(can));
        Assert.That(EventCounts.AreThere(Log(RecordedOutput.Read(file)) with { IsAbsent = true }), Is.False);
    }

    [Test]
    public void A_log_that_is_empty_shows_that_it_cannot_and_one_that_is_not_understood_shows_nothing()
    {
        Assert.That(EventCounts.AreThere(Log("")), Is.False, "the login may not");
        Assert.That(EventCounts.AreThere(Log("what is this?")), Is.True);
    }

    [Test]
    public void A_count_without_the_kernel_s_part_is_not_taken_for_the_whole()
    {
        var text = RecordedOutput.Read("perf_user_only.csv").Replace("<not supported>", "1000", StringComparison.Ordinal);
        var (counts, missing) = Read(text, 1.7, 2.5, events: ["instructions", "cycles"]);
        Assert.That(counts, Is.Empty);
        Assert.That(
            missing.Single().Reason,
            Is.EqualTo("the login may count instructions outside of the kernel only; the login may count cycles outside of the kernel only")
        );
        Assert.That(missing.Single().Remedy, Does.Contain("kernel.perf_event_paranoid"));
    }

    [Test]
    public void One_event_of_two_can_be_counted()
    {
        var (counts, missing) = Read(RecordedOutput.Read("perf_software.csv"), 0.5, 1, events: ["instructions", "page-faults"]);
        Assert.That(counts.Keys, Is.EqualTo(new[] { "page-faults" }));
        Assert.That(missing.Single().Reason, Is.EqualTo("perf says <not supported> for instructions"));
    }

    [Test]
    public void Kinds_of_cores_are_added()
    {
        var log = Steady(20).Replace(",,cycles,", ",,cpu_core/cycles/,", StringComparison.Ordinal);
        var both = string.Concat(
            log.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line =>
                    line.Contains("cpu_core", StringComparison.Ordinal)
                        ? $"{line}\n{line.Replace("cpu_core", "cpu_atom", StringComparison.Ordinal)}\n"
                        : $"{line}\n"
                )
        );
        Assert.That(Read(both, 0.5, 1.5).Counts["cycles"].Count, Is.EqualTo(2000).Within(1e-6));
        var half =
            both[..both.IndexOf(" 1.0,100,,cpu_atom", StringComparison.Ordinal)]
            + " 1.1,100,,cpu_core/cycles/,1,100.00,,\n 1.2,100,,cpu_core/cycles/,1,100.00,,\n";
        Assert.That(Read(half, 0.5, 1.15).Missing.Single().Reason, Is.EqualTo("perf leaves cycles out in some intervals"));
    }

    [Test]
    public void A_shared_counter_s_count_says_how_much_of_the_time_it_had()
    {
        var log = Steady(20).Replace(" 1.0,100,,cycles,1,100.00", " 1.0,100,,cycles,1,48.20", StringComparison.Ordinal);
        Assert.That(
            Read(log, 0.5, 1.5).Counts["cycles"],
            Is.EqualTo(new EventCount(1000, 48.2))
                .Using<EventCount>((a, b) => Math.Abs(a.Count - b.Count) < 1e-6 && Math.Abs(a.CountedPercent - b.CountedPercent) < 1e-9)
        );
    }

    [TestCase(-0.02, 1, "perf began to count cycles 0.02 s after the load")]
    [TestCase(1.4, 2.02, "perf ended to count cycles 0.02 s before the load did")]
    [TestCase(0.5, 0.8, "perf's intervals of 0.10 s are too long for a load of 0.3 s")]
    [TestCase(1, 1, "a load of 0.0 s is too short")]
    [TestCase(1, 0.5, "a load of -0.5 s is too short")]
    public void A_load_that_the_intervals_do_not_cover_has_no_number(double start, double end, string reason)
    {
        var (counts, missing) = Read(Steady(20), start, end);
        Assert.That(counts, Is.Empty);
        Assert.That(missing.Single().Reason, Does.StartWith(reason));
    }

    [Test]
    public void Clocks_that_are_not_known_well_enough_give_no_number() =>
        Assert.Multiple(() =>
        {
            Assert.That(Read(Steady(20), 0.5, 1.5, unsure: 0.04).Counts, Is.Not.Empty);
            Assert.That(
                Read(Steady(20), 0.5, 1.5, unsure: 0.06).Missing.Single().Reason,
                Is.EqualTo("a load of 1.0 s is too short to count its events with clocks that are known to within 60 ms")
            );
            Assert.That(Read(Steady(20), 0.5, 1.5, unsure: 0.06).Missing.Single().Remedy, Is.EqualTo("let it last 2 s or more"));
        });

    [TestCase("<not counted>", "0.00", "perf says <not counted> for cycles")]
    [TestCase("100", "0.00", "perf had no counter for cycles")]
    public void An_interval_that_had_no_counter_leaves_the_load_without_a_number(string count, string percent, string reason)
    {
        var log = Steady(20).Replace(" 1.0,100,,cycles,1,100.00", $" 1.0,{count},,cycles,0,{percent}", StringComparison.Ordinal);
        Assert.That(Read(log, 0.5, 1.5).Missing.Single().Reason, Is.EqualTo(reason));
        Assert.That(Read(log, 1.1, 1.9).Counts, Is.Not.Empty, "outside of the load it does no harm");
    }

    [TestCase("", "", "it printed nothing")]
    [TestCase("1795854757.000000000\n", "perf: killed\n  twice", "it said: perf: killed twice")]
    [TestCase(
        "",
        "event syntax error: 'instrucions'\n   \\___ parser error",
        @"it said: event syntax error: 'instrucions' \___ parser error"
    )]
    [TestCase(
        "",
        "Error:\nAccess to performance monitoring is limited.\nperf_event_paranoid setting is 2:",
        "the login may not count events of the whole host"
    )]
    [TestCase("1795854757.000000000\n 0.1,100,,cyc", "", "perf_server.log cannot be read: it ends within a line")]
    public void A_log_without_counts_has_a_reason(string output, string error, string reason)
    {
        var (counts, missing) = Read(output, 0.5, 1.5, error: error);
        Assert.That(counts, Is.Empty);
        Assert.That(missing.Single().Reason, Is.EqualTo(reason));
    }

    [Test]
    public void A_host_without_perf_is_told_its_package()
    {
        var (_, missing) = Read("", 0.5, 1.5, isAbsent: true);
        Assert.That(
            missing.Single(),
            Is.EqualTo(
                new MissingMonitor(
                    "perf",
                    "the host has no program perf: events of the processor were not counted",
                    MonitorPrograms.Perf.Remedy
                )
                {
                    IsOptional = true,
                }
            )
        );
    }

    private static string Steady(int intervals) =>
        $"{Began.ToUnixTimeSeconds()}.000000000\n"
        + string.Concat(
            Enumerable
                .Range(1, intervals)
                .Select(each =>
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {each / 10.0:F1},100,,cycles,1,100.00,,\n")
                )
        );

    private static (IReadOnlyDictionary<string, EventCount> Counts, List<MissingMonitor> Missing) Read(
        string output,
        double start,
        double end,
        double unsure = 0,
        IReadOnlyList<string>? events = null,
        string error = "",
        bool isAbsent = false
    )
    {
        var missing = new List<MissingMonitor>();
        var counts = EventCounts.Read(
            Log(output) with
            {
                Error = error,
                IsAbsent = isAbsent,
            },
            events ?? ["cycles"],
            new CountWindow(Began.AddSeconds(start), Began.AddSeconds(end), unsure),
            missing
        );
        return (counts, missing);
    }

    private static CollectorOutput Log(string output) =>
        new(
            new Collector(CollectorKind.Events, "perf_server.log", MonitorPrograms.Perf, "perf stat") { IntervalSeconds = 1 },
            Encoding.UTF8.GetBytes(output),
            "",
            IsAbsent: false
        );
}
