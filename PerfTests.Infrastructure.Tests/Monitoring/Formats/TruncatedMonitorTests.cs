using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Monitoring.Formats;

namespace PerfTests.Infrastructure.Tests.Monitoring.Formats;

[TestFixture]
internal sealed class TruncatedMonitorTests
{
    private static IEnumerable<string> Files() =>
        [
            "sar_n_dev.txt",
            "sar_all.txt",
            "pidstat_rudh.txt",
            "pidstat_H.txt",
            "iostat_x.txt",
            "iostat_dxt.txt",
            "iostat_x.json",
            "iostat_xyt.json",
            "top_b.txt",
            "top_b_p.txt",
            "top_b_1.txt",
        ];

    [TestCaseSource(nameof(Files))]
    public void A_log_that_is_cut_off_anywhere_has_the_first_of_its_samples_or_is_refused(string file)
    {
        var text = RecordedOutput.Read(file);
        var whole = Subjects(text, file);
        Assert.That(whole, Is.Not.Empty);
        Prop.ForAll(
                Gen.Choose(0, text.Length).ToArbitrary(),
                length =>
                {
                    try
                    {
                        var read = Subjects(text[..length], file);
                        return read.SequenceEqual(whole.Take(read.Count));
                    }
                    catch (FormatException)
                    {
                        return true;
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [TestCaseSource(nameof(Files))]
    public void A_log_with_a_piece_missing_is_read_in_part_or_refused(string file)
    {
        var text = RecordedOutput.Read(file);
        Prop.ForAll(
                Gen.Choose(0, text.Length).Two().ToArbitrary(),
                piece =>
                {
                    var (from, to) = (Math.Min(piece.Item1, piece.Item2), Math.Max(piece.Item1, piece.Item2));
                    try
                    {
                        Subjects(text.Remove(from, to - from), file);
                    }
                    catch (FormatException)
                    {
                        // Refused is as good.
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static List<string> Subjects(string text, string file) =>
        [
            .. (
                file.StartsWith("top", StringComparison.Ordinal) ? TopParser.Parse(text, [])
                : file.EndsWith(".json", StringComparison.Ordinal) ? IostatJsonParser.Parse(text, [])
                : SysstatParser.Parse(text, [])
            ).Select(sample => $"{sample.Time?.TimeOfDay} {sample.Subject} {string.Join(' ', sample.Values)}"),
        ];
}
