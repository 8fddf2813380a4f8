using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Tests.Monitoring.Counters;

/// <summary>Recorded from a process of one thread, then of two, and its child.</summary>
[TestFixture]
internal sealed class ProcessesLookTests
{
    private static readonly string Recorded = RecordedOutput.Read("processes_look_after.txt");

    [Test]
    public void Every_thread_and_every_process_has_its_figures()
    {
        var look = ProcessesLook.Parse(Recorded);
        Assert.Multiple(() =>
        {
            Assert.That(look.Time, Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(1795373808).AddTicks(2_537_490)));
            Assert.That(
                look.RunNanoseconds,
                Is.EqualTo(
                    new Dictionary<string, ulong>
                    {
                        ["/proc/13001/task/13001/schedstat"] = 310423348,
                        ["/proc/13001/task/13653/schedstat"] = 80481,
                        ["/proc/13043/task/13043/schedstat"] = 1565977,
                    }
                )
            );
            Assert.That(look.ResidentBytes, Is.EqualTo(new Dictionary<string, double> { ["13001"] = 8644 * 4096, ["13043"] = 472 * 4096 }));
            Assert.That(look.ReadBytes, Is.EqualTo(new Dictionary<string, ulong> { ["13001"] = 454656, ["13043"] = 0 }));
            Assert.That(look.WrittenBytes, Is.EqualTo(new Dictionary<string, ulong> { ["13001"] = 1073152, ["13043"] = 0 }));
        });
    }

    [Test]
    public void The_page_size_of_the_host_counts() =>
        Assert.That(
            ProcessesLook.Parse(Recorded.Replace("\n4096\n", "\n65536\n", StringComparison.Ordinal)).ResidentBytes["13043"],
            Is.EqualTo(472 * 65536)
        );

    [Test]
    public void A_look_at_nothing_is_a_look() => Assert.That(ProcessesLook.Parse("1795373806.5\n4096\n").ResidentBytes, Is.Empty);

    [Test]
    public void What_a_host_does_not_let_be_read_is_not_there()
    {
        var look = ProcessesLook.Parse("1795373806.5\n4096\n/proc/7/statm:10 5 1 1 0 1 0\n");
        Assert.That(
            (look.ResidentBytes.Count, look.RunNanoseconds.Count, look.ReadBytes.Count, look.WrittenBytes.Count),
            Is.EqualTo((1, 0, 0, 0))
        );
    }

    [Test]
    public void A_process_that_comes_twice_counts_once()
    {
        const string rows = "/proc/7/statm:10 5 1 1 0 1 0\n/proc/7/io:read_bytes: 3\n/proc/7/task/7/schedstat:1 2 3\n";
        var look = ProcessesLook.Parse($"1795373806.5\n4096\n{rows}{rows}/proc/7/task/7/statm:10 9 1 1 0 1 0\n");
        Assert.That((look.ResidentBytes["7"], look.ReadBytes["7"], look.RunNanoseconds.Count), Is.EqualTo((5 * 4096.0, 3UL, 1)));
    }

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("1795373806.5\n")]
    [TestCase("1795373806.5\n4096")]
    [TestCase("now\n4096\n")]
    [TestCase("-1\n4096\n")]
    [TestCase("1e9\n4096\n")]
    [TestCase("99999999999999999999\n4096\n")]
    [TestCase("1795373806.5\ngetconf: not found\n")]
    [TestCase("1795373806.5\n-4096\n")]
    [TestCase("1795373806.5\n4096\n/proc/7/statm:10 many 1 1 0 1 0\n")]
    [TestCase("1795373806.5\n4096\n/proc/7/io:read_bytes: -1\n")]
    [TestCase("1795373806.5\n4096\n/proc/7/task/7/schedstat:99999999999999999999 1 1\n")]
    public void Broken_text_is_refused(string text) => Assert.That(() => ProcessesLook.Parse(text), Throws.TypeOf<FormatException>());

    [Test]
    public void A_text_with_a_piece_missing_is_read_or_refused() =>
        Prop.ForAll(
                Gen.Choose(0, Recorded.Length).Two().ToArbitrary(),
                piece =>
                {
                    var (from, to) = (Math.Min(piece.Item1, piece.Item2), Math.Max(piece.Item1, piece.Item2));
                    try
                    {
                        ProcessesLook.Parse(Recorded.Remove(from, to - from));
                    }
                    catch (FormatException)
                    {
                        // Refused is as good.
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void A_text_that_is_cut_off_has_the_first_of_its_rows_or_is_refused()
    {
        var whole = ProcessesLook.Parse(Recorded);
        for (var length = 0; length < Recorded.Length; length++)
        {
            try
            {
                var look = ProcessesLook.Parse(Recorded[..length]);
                Assert.That(look.Time, Is.EqualTo(whole.Time));
                Assert.That(look.RunNanoseconds, Is.SubsetOf(whole.RunNanoseconds));
                Assert.That(look.ResidentBytes, Is.SubsetOf(whole.ResidentBytes));
                Assert.That(look.WrittenBytes, Is.SubsetOf(whole.WrittenBytes));
            }
            catch (FormatException)
            {
                continue;
            }
            Assert.That(Recorded[length - 1], Is.EqualTo('\n'));
        }
    }
}
