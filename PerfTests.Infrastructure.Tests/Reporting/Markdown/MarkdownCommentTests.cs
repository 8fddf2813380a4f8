using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Reporting.Markdown;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Reporting.Markdown;

[TestFixture]
internal sealed class MarkdownCommentTests
{
    private static readonly CiJob Job = new()
    {
        System = "GitHub Actions",
        Type = "github",
        BuildName = "perftests #7",
        ArtifactsUrl = "https://github.example/owner/tool/actions/runs/1#artifacts",
    };

    [Test]
    public void The_comment_reads_as_verified() =>
        Snapshot.Match(Render(SampleCases.EveryKind, ["a run cannot be read"], Job), "every_kind", "md");

    [Test]
    public void It_begins_with_the_mark_by_which_the_next_one_replaces_it() =>
        Assert.That(Render([], [], null), Does.StartWith($"{MarkdownComment.Marker}\n"));

    [TestCase(60)]
    [TestCase(3000)]
    public void However_many_cases_and_problems_it_fits_where_GitHub_takes_it_and_keeps_the_link(int count)
    {
        var results = Enumerable
            .Range(0, count)
            .Select(number =>
                SampleCases.WithoutNumbers(
                    new string('t', 120) + number,
                    new string('e', 120),
                    $"latency/tcp/{new string('p', 120)}",
                    new string('|', 4000)
                )
            )
            .ToList();
        var comment = Render(results, [.. Enumerable.Range(0, count).Select(number => $"problem {number} {new string('<', 900)}")], Job);
        Assert.Multiple(() =>
        {
            Assert.That(comment, Has.Length.LessThanOrEqualTo(MarkdownComment.Limit));
            Assert.That(
                comment,
                Does.Contain("the gate is closed").And.Contain("more cases, none worse than these").And.Contain(Job.ArtifactsUrl)
            );
            Assert.That(comment.Split('\n').Where(line => line.StartsWith('|')), Has.All.EndsWith("|"));
        });
    }

    [Test]
    public void Nothing_from_outside_becomes_markup_or_calls_anybody()
    {
        var comment = Render([SampleCases.WithoutNumbers("t", "e", "latency/tcp/x", "<img src=x> @everyone [a](b)\n# heading")], [], null);
        Assert.That(comment, Does.Contain(@"\<img src=x\> \@everyone \[a\](b) \# heading"));
    }

    [Test]
    public void A_long_summary_is_cut_at_a_line_and_says_so([Values(20, 21, 22, 40, 41, 47, 48, 400)] int bytes)
    {
        const string Text = "first line µ\nsecond line\nthird line\nfourth line\n";
        var cut = LimitedMarkdown.Cut(Text, bytes, "(cut)\n");
        Assert.That(System.Text.Encoding.UTF8.GetByteCount(cut), Is.LessThanOrEqualTo(Math.Max(bytes, 6)));
        Assert.That(
            cut == Text
                || (
                    cut.EndsWith("(cut)\n", StringComparison.Ordinal)
                    && Text.StartsWith(cut[..^6], StringComparison.Ordinal)
                    && (cut.Length == 6 || cut[^7] == '\n')
                ),
            cut
        );
    }

    private static string Render(IReadOnlyList<CaseResult> results, IReadOnlyList<string> problems, CiJob? job) =>
        MarkdownComment.Render(Gate.Of(results.Select(result => result.Verdict), failOnInconclusive: false), results, problems, [], job);
}
