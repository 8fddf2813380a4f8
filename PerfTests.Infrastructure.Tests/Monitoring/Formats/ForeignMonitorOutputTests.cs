using System.Text;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Formats;

namespace PerfTests.Infrastructure.Tests.Monitoring.Formats;

/// <summary>Outputs like those that people reported, with the right answer to each.</summary>
[TestFixture]
internal sealed class ForeignMonitorOutputTests
{
    [Test]
    public void Memory_of_which_top_cut_digits_off_is_no_sample()
    {
        var notes = new List<string>();
        var samples = TopParser.Parse(Foreign("top__plus_all.txt"), notes);
        Assert.That(samples.Select(sample => sample.Subject), Is.EqualTo(new[] { TopParser.AllCores }));
        Assert.That(notes.Single(), Does.StartWith("1 of 1 screens have memory figures whose last digits top cut off"));
    }

    [TestCase("1000")]
    [TestCase("24199999999999999999999999999999999")]
    public void Memory_figures_and_shares_that_no_machine_has_are_no_samples(string total)
    {
        var notes = new List<string>();
        var text = Foreign("top__plus_all.txt")
            .Replace("12971188+total", $"{total} total", StringComparison.Ordinal)
            .Replace("10834606+avail", "10834606 avail", StringComparison.Ordinal)
            .Replace("93.2 id", "932 id", StringComparison.Ordinal);
        Assert.That(TopParser.Parse(text, notes), Is.Empty);
        Assert.That(notes, Has.One.Contains("no machine has").And.One.Contains("no line of CPU states"));
    }

    [TestCase("top__rc_graph.txt", "no line of CPU states that is understood")]
    [TestCase("top__rc_title_off.txt", "no title line")]
    public void Screens_that_nobody_understands_are_told_to_be_missing(string file, string note)
    {
        var notes = new List<string>();
        Assert.That(TopParser.Parse(Foreign(file), notes), Is.Empty);
        Assert.That(notes, Has.One.Contains(note));
    }

    [Test]
    public void Nothing_of_the_login_changes_what_monitors_print()
    {
        var collectors = CollectorPlan.For(new MonitoringConfig(), "server", "data0", null, new ResourceMonitoring());
        Assert.That(
            collectors.Single(collector => collector.Kind == CollectorKind.CpuAndMemory).Command,
            Does.StartWith("""export HOME="$PWD" XDG_CONFIG_HOME="$PWD"; """)
        );
        Assert.That(
            MonitorScript.Build(collectors, watchesTool: false, null, TimeSpan.FromSeconds(1)),
            Does.Contain("S_COLORS=never").And.Contain("PERF_CONFIG=/dev/null")
        );
    }

    [TestCase("sysstat__iostat_i312_overflow2.txt", "sdf r/s = 9.223372036854776E+18")]
    [TestCase("sysstat__sar_i379_overflow.txt", "eth0 rxpck/s = 9.223372036854776E+18")]
    public void A_sample_over_a_counter_that_went_back_is_dropped_with_a_note(string file, string first)
    {
        var notes = new List<string>();
        Assert.That(SysstatParser.Parse(Foreign(file), notes), Is.Empty);
        Assert.That(
            notes.Single(),
            Is.EqualTo($"1 rows with an impossible figure (a counter went back) were left out, the first: '{first}'")
        );
    }

    [TestCase("4294967295.00")]
    [TestCase("-3.00")]
    public void A_rate_that_no_interface_has_is_dropped(string rate)
    {
        var notes = new List<string>();
        Assert.That(
            SysstatParser.Parse($"08:58:43 IFACE rxpck/s txpck/s\n08:58:44 data {rate} 2.0\n08:58:45 data 1.0 2.0\n", notes),
            Has.Count.EqualTo(1)
        );
        Assert.That(notes, Has.Count.EqualTo(1));
    }

    [Test]
    public void What_pidstat_may_not_read_is_no_impossible_figure() =>
        Assert.That(SysstatParser.Parse("# Time UID PID %CPU kB_rd/s Command\n08:59:03 0 12 1.00 -1.00 tool\n", []), Has.Count.EqualTo(1));

    [Test]
    public void A_counter_that_went_back_is_dropped_from_JSON_too()
    {
        var notes = new List<string>();
        var text =
            """{"sysstat":{"hosts":[{"statistics":[{"disk":[{"disk_device":"vda","r/s":1.8e19},{"disk_device":"vdb","r/s":2}]}]}]}}""";
        Assert.That(IostatJsonParser.Parse(text, notes).Single().Subject, Is.EqualTo("vdb"));
        Assert.That(notes.Single(), Does.Contain("vda r/s"));
    }

    [Test]
    public void Japanese_clocks_are_read()
    {
        var row = SysstatParser.Parse(Foreign("sysstat__sar_ja.txt"), []).Single();
        Assert.That((row.Time!.TimeOfDay, row.Subject, row.Values["rxpck/s"]), Is.EqualTo((new TimeSpan(15, 27, 20), "eth0", 100.0)));
    }

    [TestCase("15時27分20秒")]
    [TestCase("15时27分20秒")]
    [TestCase("15시 27분 20초")]
    [TestCase("午後03時27分20秒")]
    [TestCase("下午 03時27分20秒")]
    [TestCase("오후 03시 27분 20초")]
    [TestCase("03:27:20 PM")]
    public void Clocks_of_12_and_24_hours_are_read_in_the_forms_of_all_locales(string clock)
    {
        var row = SysstatParser
            .Parse(
                $"{clock}     IFACE   rxpck/s   txpck/s    rxkB/s    txkB/s\n{clock}      eth0 100.00     90.00     10.00      9.00\n",
                []
            )
            .Single();
        Assert.That((row.Time!.TimeOfDay, row.Subject, row.Values["txkB/s"]), Is.EqualTo((new TimeSpan(15, 27, 20), "eth0", 9.0)));
    }

    [Test]
    public void Other_tables_and_comments_of_sar_are_passed_over()
    {
        var notes = new List<string>();
        var text =
            Foreign("sysstat__sar_sock.txt")
            + "15:27:21  COM run 5 of 7 started\n15:27:21     IFACE   rxpck/s   txpck/s\n15:27:22      eth0 7.00     9.00\n";
        Assert.That(SysstatParser.Parse(text, notes).Select(row => row.Values["rxpck/s"]), Is.EqualTo(new[] { 100.0, 7 }));
        Assert.That(notes, Is.Empty);
    }

    [Test]
    public void Rows_of_which_none_is_understood_are_told_to_be_missing()
    {
        var notes = new List<string>();
        Assert.That(SysstatParser.Parse("kello 15.27 IFACE rxpck/s txpck/s\nkello 15.27 eth0 100.00 90.00\n", notes), Is.Empty);
        Assert.That(notes.Single(), Does.Contain("none of its 1 rows was understood"));
    }

    [Test]
    public void What_a_monitor_printed_in_vain_is_in_the_list_of_what_is_missing()
    {
        var collector = CollectorPlan
            .For(new MonitoringConfig(), "server", "data0", null, null)
            .Single(each => each.Kind == CollectorKind.CpuAndMemory);
        var missing = new List<MissingMonitor>();
        var window = new LoadWindow(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        MonitorSamples.Read(
            [new CollectorOutput(collector, Encoding.UTF8.GetBytes(Foreign("top__rc_graph.txt")), "", IsAbsent: false)],
            window,
            missing
        );
        Assert.That(missing.Select(each => each.Program), Is.All.EqualTo("top").And.Not.Empty);
        Assert.That(missing[0].Reason, Does.StartWith("cpu_mem_server.log: "));
    }

    private static string Foreign(string file) => RecordedOutput.Read($"foreign/{file}");
}
