using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Tests.Monitoring.Counters;

[TestFixture]
internal sealed class DiskStatsParserTests
{
    private static readonly string Recorded = RecordedOutput.Read("proc_diskstats.txt");

    [Test]
    public void A_disk_has_its_bytes_by_sectors_of_512_and_its_busy_time_and_idle_devices_are_left_out()
    {
        var disks = DiskStatsParser.Parse(Recorded);
        Assert.That(disks.Keys, Is.EqualTo(new[] { "vda" }));
        Assert.That(disks["vda"], Is.EqualTo(new DiskCounters(28621994UL * 512, 17349680UL * 512, 102624)));
    }

    // Fields 6, 10 and 13 of each line; the kernel's names of disks that end in a digit part their partitions with a p.
    [TestCase("sda", "sda1")]
    [TestCase("sda", "sda15")]
    [TestCase("nvme0n1", "nvme0n1p1")]
    [TestCase("mmcblk0", "mmcblk0p2")]
    public void A_partition_is_counted_with_its_disk_only(string disk, string partition) =>
        Assert.That(Names(partition, disk), Is.EqualTo(new[] { disk }));

    [TestCase("sda", "sdab")]
    [TestCase("dm-1", "dm-10")]
    [TestCase("nvme0n1", "nvme0n12")]
    [TestCase("mmcblk0", "mmcblk0boot0")]
    [TestCase("md1", "md1p")]
    public void Disks_whose_names_begin_alike_are_both_counted(string one, string other) =>
        Assert.That(Names(one, other), Is.EqualTo(new[] { one, other }));

    [Test]
    public void Each_column_goes_to_its_own_counter_and_an_old_kernel_s_fourteen_are_enough() =>
        Assert.That(DiskStatsParser.Parse("8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n")["sda"], Is.EqualTo(new DiskCounters(3 * 512, 7 * 512, 10)));

    [Test]
    public void Lines_of_the_files_beside_it_in_a_snapshot_are_no_disks() =>
        Assert.That(DiskStatsParser.Parse("cpu  1 2 3 4 5 6 7 8 9 10 11\nMemTotal:       24684092 kB\n"), Is.Empty);

    [TestCase("")]
    [TestCase("   8       0 sda 1 2 3 4 5 6 7 8 9 10 11")]
    [TestCase("8 0 sda 1 2 3 4 5 6 7 8 9 10\n")]
    [TestCase("8 0 sda 1 2 -3 4 5 6 7 8 9 10 11\n")]
    [TestCase("8 0 sda 1 2 3 4 5 6 1e9 8 9 10 11\n")]
    [TestCase("8 0 sda 1 2 3 4 5 6 7 8 9 x 11\n")]
    [TestCase("8 0 sda 1 2 99999999999999999999 4 5 6 7 8 9 10 11\n")]
    public void Broken_text_is_refused(string text) => Assert.That(() => DiskStatsParser.Parse(text), Throws.TypeOf<FormatException>());

    [Test]
    public void A_cut_text_never_gives_a_wrong_counter()
    {
        var whole = DiskStatsParser.Parse(Recorded);
        for (var length = 0; length < Recorded.Length; length++)
        {
            try
            {
                Assert.That(DiskStatsParser.Parse(Recorded[..length]), Is.SubsetOf(whole));
            }
            catch (FormatException)
            {
                continue;
            }
            Assert.That(Recorded[length - 1], Is.EqualTo('\n'));
        }
    }

    [Test]
    public void Rates_are_over_the_window_and_busy_time_is_in_percent_of_it()
    {
        var use = DiskUse.Between(new DiskCounters(1000, 2000, 500), new DiskCounters(5000, 12000, 1500), 4)!;
        Assert.That((use.ReadBytesPerSecond, use.WrittenBytesPerSecond, use.BusyPercent), Is.EqualTo((1000.0, 2500.0, 25.0)));
    }

    [TestCase(9UL, 20UL, 30UL)]
    [TestCase(10UL, 19UL, 30UL)]
    [TestCase(10UL, 20UL, 29UL)]
    public void A_disk_whose_counters_went_backwards_has_no_rate(ulong read, ulong written, ulong busy) =>
        Assert.That(DiskUse.Between(new DiskCounters(10, 20, 30), new DiskCounters(read, written, busy), 1), Is.Null);

    private static IEnumerable<string> Names(params string[] names) =>
        DiskStatsParser.Parse(string.Concat(names.Select(name => $"   8       0 {name} 1 0 8 1 1 0 8 1 0 1 1\n"))).Keys;
}
