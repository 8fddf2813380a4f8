using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Formats;

namespace PerfTests.Infrastructure.Tests.Monitoring.Formats;

[TestFixture]
internal sealed class SysstatParserTests
{
    private static IEnumerable<TestCaseData> NetworkRows() =>
        [
            new TestCaseData(
                "08:58:44         data   2852.00   1045.00 122167.82     67.35      0.00      0.00      0.00      0.00\n"
            ).SetArgDisplayNames("grepped"),
            new TestCaseData(
                "08:58:43        IFACE   rxpck/s   txpck/s    rxkB/s    txkB/s\n08:58:44         data   2852.00   1045.00 122167.82     "
                    + "67.35\n"
            ).SetArgDisplayNames("fewer columns"),
            new TestCaseData(
                "08:58:43 AM     IFACE   rxpck/s   txpck/s    rxkB/s    txkB/s   rxcmp/s   txcmp/s  rxmcst/s\n08:58:44 AM      data   "
                    + "2852.00   1045.00 122167.82     67.35      0.00      0.00      0.00\n"
            ).SetArgDisplayNames("12-hour clock"),
            new TestCaseData(
                "08:58:43        IFACE   txpck/s   rxpck/s    rxkB/s    txkB/s\n08:58:44         data   1045,00   2852,00 122167,82     "
                    + "67,35\nDurchschn.:         data   9,00   9,00 9,00     9,00\n"
            ).SetArgDisplayNames("decimal comma, other order"),
            new TestCaseData(
                "08时58分43秒     IFACE   rxpck/s   txpck/s    rxkB/s    txkB/s\r\n08时58分44秒      data   2852.00   1045.00 122167.82     "
                    + "67.35\r\n"
            ).SetArgDisplayNames("Chinese clock"),
            new TestCaseData(
                "08:58:43        IFACE   rxpck/s   txpck/s    rxkB/s    txkB/s\n08:58:44         data   2852.00   1045.00 122167.82     "
                    + "67.35\n08:58:45         data   285"
            ).SetArgDisplayNames("cut in a row"),
            new TestCaseData(
                "08:58:43   LINUX RESTART (2 CPU)\n08:58:43        IFACE   rxpck/s   txpck/s    rxkB/s    txkB/s\n08:58:44         data  "
                    + " 2852.00   1045.00 122167.82     67.35\n"
            ).SetArgDisplayNames("restart"),
        ];

    [TestCaseSource(nameof(NetworkRows))]
    public void Rates_of_an_interface_are_found_by_their_header_in_every_version_and_locale(string text)
    {
        var row = SysstatParser.Parse(text, []).Single();
        Assert.Multiple(() =>
        {
            Assert.That(row.Time!.TimeOfDay, Is.EqualTo(new TimeSpan(8, 58, 44)));
            Assert.That(row.Subject, Is.EqualTo("data"));
            Assert.That(row.Values["rxpck/s"], Is.EqualTo(2852));
            Assert.That(row.Values["txpck/s"], Is.EqualTo(1045));
            Assert.That(row.Values["rxkB/s"], Is.EqualTo(122167.82));
        });
    }

    [TestCase("12:00:01 AM", 0)]
    [TestCase("12:00:01 PM", 12)]
    [TestCase("01:00:01 PM", 13)]
    [TestCase("11:00:01 am", 11)]
    [TestCase("11:00:01", 11)]
    [TestCase("23.00.01", 23)]
    public void A_clock_is_read_whatever_its_form(string time, int hour) =>
        Assert.That(SampleTime.Read(time.Split(' '))!.Value.Time.TimeOfDay, Is.EqualTo(new TimeSpan(hour, 0, 1)));

    [TestCase("24:00:00")]
    [TestCase("10:61:00")]
    [TestCase("9999-99-99T99:99:99+0000")]
    [TestCase("Average:")]
    [TestCase("")]
    public void What_is_no_clock_is_none(string time) => Assert.That(SampleTime.Read([time]), Is.Null);

    [TestCase("sar_n_dev.txt")]
    [TestCase("sar_n_dev_C.txt")]
    public void Recorded_rates_are_read_and_averages_left_out(string file)
    {
        var rows = SysstatParser.Parse(RecordedOutput.Read(file), []);
        Assert.That(rows, Has.Count.EqualTo(9));
        Assert.That(rows.Where(row => row.Subject == "data").Select(row => row.Values["rxpck/s"]).Average(), Is.EqualTo(2855).Within(3));
    }

    [Test]
    public void Tables_of_one_report_are_told_apart()
    {
        var rows = SysstatParser.Parse(RecordedOutput.Read("sar_all.txt"), []);
        Assert.Multiple(() =>
        {
            Assert.That(rows.First(row => row.Subject == "all").Values["%soft"], Is.Zero);
            Assert.That(rows.First(row => row.Values.ContainsKey("kbmemfree")).Values["kbmemused"], Is.EqualTo(650904));
            Assert.That(rows.First(row => row.Values.ContainsKey("rxdrop/s")).Subject, Is.EqualTo("lo"));
            Assert.That(rows.Count(row => row.Values.ContainsKey("iseg/s")), Is.EqualTo(2));
        });
    }

    [Test]
    public void Processes_are_read_with_their_epoch_or_clock()
    {
        var clock = SysstatParser.Parse(RecordedOutput.Read("pidstat_rudh.txt"), []);
        var epoch = SysstatParser.Parse(RecordedOutput.Read("pidstat_H.txt"), []);
        Assert.Multiple(() =>
        {
            Assert.That(
                clock.Select(row =>
                    (row.Subject, row.Time!.TimeOfDay.Seconds, row.Values["%CPU"], row.Values["RSS"], row.Values["kB_wr/s"])
                ),
                Is.EqualTo(new[] { ("27738", 3, 8.0, 3896.0, 0.0), ("27738", 4, 7, 3896, 0), ("27738", 5, 8, 3896, 0) })
            );
            Assert.That(epoch[0].Time!.Moment, Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(1795337946)));
            Assert.That(SysstatParser.Parse(RecordedOutput.Read("pidstat_nopid.txt"), []), Is.Empty);
            Assert.That(
                SysstatParser.Parse("# Time UID PID %usr %CPU CPU Command\n08:59:03 0 12 1.00 2.00 0 tmux: server\n", []).Single().Values[
                    "%CPU"
                ],
                Is.EqualTo(2)
            );
        });
    }

    [Test]
    public void Disks_are_read_with_and_without_times()
    {
        var plain = SysstatParser.Parse(RecordedOutput.Read("iostat_x.txt"), []).Where(row => row.Subject == "vda").ToList();
        var timed = SysstatParser.Parse(RecordedOutput.Read("iostat_dxt.txt"), []);
        Assert.Multiple(() =>
        {
            Assert.That(plain.Select(row => row.Values["rkB/s"]), Is.EqualTo(new[] { 2860.34, 0, 0 }));
            Assert.That(plain.Select(row => row.Time), Is.All.Null);
            Assert.That(timed.Select(row => row.Values["wkB/s"]), Is.EqualTo(new[] { 525.12, 2052, 12 }));
            Assert.That(timed.Select(row => row.Time!.Moment!.Value.UtcDateTime.Second), Is.EqualTo(new[] { 32, 33, 34 }));
        });
    }

    [Test]
    public void The_JSON_of_iostat_has_the_same_columns()
    {
        var plain = IostatJsonParser.Parse(RecordedOutput.Read("iostat_x.json"), []);
        var timed = IostatJsonParser.Parse(RecordedOutput.Read("iostat_xyt.json"), []);
        Assert.Multiple(() =>
        {
            Assert.That(
                plain.Select(row => (row.Subject, row.Values["rkB/s"])),
                Is.EqualTo(new[] { ("vda", 2855.37), ("vda", 20.0), ("vda", 16964.0) })
            );
            Assert.That(plain[0].Values["%util"], Is.EqualTo(1.76));
            Assert.That(timed, Has.Count.EqualTo(2));
            Assert.That(timed.Select(row => row.Time), Is.All.Not.Null);
        });
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{\"sysstat\": 3}")]
    [TestCase("{\"sysstat\": {\"hosts\": [{}]}}")]
    [TestCase("{\"sysstat\": {\"hosts\": [{\"statistics\": [{\"disk\": [{\"disk_device\": 4}]}]}]}}")]
    public void What_is_no_JSON_of_iostat_is_refused(string text) =>
        Assert.That(() => IostatJsonParser.Parse(text, []), Throws.TypeOf<FormatException>());

    [TestCase("08:58:43 IFACE rxpck/s txpck/s\n08:58:44 data 1.0 2.0 3.0 4.0\n")]
    [TestCase("# Time UID PID %usr %CPU CPU Command\n08:59:03 0 12 1.00\n")]
    public void A_row_that_does_not_fit_its_header_is_left_out_with_a_note(string text)
    {
        var notes = new List<string>();
        Assert.That(SysstatParser.Parse(text, notes), Is.Empty);
        Assert.That(notes.Single(), Does.StartWith("1 rows that did not fit their header were left out"));
    }

    [TestCase("")]
    [TestCase("\n\n\n")]
    [TestCase("sar: command not found\n")]
    [TestCase("08:58:44\n")]
    [TestCase("Cannot open /var/log/sa/sa22: No such file or directory\n")]
    public void Text_without_rows_gives_none(string text) => Assert.That(SysstatParser.Parse(text, []), Is.Empty);
}
