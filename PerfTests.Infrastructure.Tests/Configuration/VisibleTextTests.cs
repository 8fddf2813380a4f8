using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Reporting.Allure;
using PerfTests.Infrastructure.Reporting.Csv;
using PerfTests.Infrastructure.Reporting.Html;
using PerfTests.Infrastructure.Reporting.Live;
using PerfTests.Infrastructure.Reporting.Markdown;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Tests.Reporting;

namespace PerfTests.Infrastructure.Tests.Configuration;

[TestFixture]
internal sealed class VisibleTextTests
{
    private const string Hostile = "\u001b[2J\u001b]0;owned\u0007\0\u009b31m\u202elive\u2066\u200b\ud800";
    private const string Shown = "␛[2J␛]0;owned␇␀<U+009B>31m<U+202E>live<U+2066><U+200B>\ufffd";

    [Test]
    public void What_would_act_is_shown() => Assert.That(VisibleText.SingleLine(Hostile), Is.EqualTo(Shown));

    [TestCase("plain text, 100 %")]
    [TestCase("naïve, 日本語, 🚀, ±3 µs → ok")]
    public void Words_of_any_language_stay(string text) => Assert.That(VisibleText.Lines(text), Is.EqualTo(text));

    [Test]
    public void Lines_stay_lines_where_they_may_and_a_lone_return_cannot_overwrite_one()
    {
        Assert.That(VisibleText.Lines("a\r\nb\tc\rd"), Is.EqualTo("a\nb\tc␍d"));
        Assert.That(VisibleText.SingleLine("a\r\nb\tc\rd"), Is.EqualTo("a b c␍d"));
    }

    [Test]
    public void Nothing_from_outside_acts_on_a_console()
    {
        var result = SampleCases.WithoutNumbers(Hostile, Hostile, $"pps/udp/{Hostile}", Hostile);
        string[] texts =
        [
            ConsoleTable.Render([result]),
            MarkdownSummary.Render([result]),
            .. Enum.GetValues<Infrastructure.Execution.Progress.ProgressKind>().Select(kind => ProgressLines.Of(new(kind, Hostile)) ?? ""),
        ];
        foreach (var text in texts)
            Assert.That(
                text.Any(letter =>
                    (char.IsControl(letter) && letter != '\n')
                    || char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.Format
                ),
                Is.False,
                text
            );
    }

    [Test]
    public void All_that_is_written_to_the_console_is_made_visible()
    {
        using var inner = new StringWriter();
        using var console = new VisibleWriter(inner);
        console.WriteLine(Hostile);
        console.Write("{0}\n", Hostile);
        console.Write('\u001b');
        console.Write("\u202e".AsSpan());
        Assert.That(inner.ToString(), Is.EqualTo($"{Shown}{Environment.NewLine}{Shown}\n␛<U+202E>"));
    }

    [TestCase("=1+1", "'=1+1")]
    [TestCase("  @SUM(A1)", "'  @SUM(A1)")]
    [TestCase("＝1+1", "'＝1+1")]
    [TestCase("\t=1", "'\t=1")]
    [TestCase("\r=1", "␍=1")]
    [TestCase("a\0b\u001b[31m", "a␀b␛[31m")]
    [TestCase("\u202e=1", "<U+202E>=1")]
    [TestCase("a\rb", "a␍b")]
    [TestCase("say \"no\"\nnow", "\"say \"\"no\"\"\nnow\"")]
    public void A_cell_of_a_CSV_file_neither_acts_nor_ends_early(string value, string cell) =>
        Assert.That(CsvCell.Text(value), Is.EqualTo(cell));

    [Test]
    public void Allure_gets_neither_markup_nor_colours_of_a_tool()
    {
        var folder = Directory.CreateTempSubdirectory("perftests-allure-").FullName;
        try
        {
            const string Reason = "<img src=x onerror=alert(1)> [click](http://x) \u001b[31m\u202e";
            using var allure = new AllureCase(new AllureResultsWriter(folder, TimeProvider.System), "ebpf/t/e/pps/udp/x");
            var written = allure.Finish(SampleCases.WithoutNumbers("t", "e", "pps/udp/x", Reason));
            Assert.That(
                written.Description,
                Does.Contain(@"\<img src=x onerror=alert(1)\>").And.Contain(@"\[click\]").And.Not.Contain("\u001b")
            );
            Assert.That(
                written.StatusDetails!.Message,
                Does.Contain("␛").And.Contain("U+202E").And.Not.Contain("\u001b").And.Not.Contain("\u202e")
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void The_report_page_shows_what_would_turn_its_text_around()
    {
        var page = new MarkupWriter();
        page.Write($"<p>{Hostile}</p>");
        Assert.That(
            page.ToString(),
            Is.EqualTo("<p>␛[2J␛]0;owned␇␀&lt;U+009B&gt;31m&lt;U+202E&gt;live&lt;U+2066&gt;&lt;U+200B&gt;\ufffd</p>")
        );
    }
}
