using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tests.Documentation;

/// <summary>Every page leads where it says, and every page of <c>docs/</c> can be found from its table of contents.</summary>
[TestFixture]
internal sealed partial class LinkTests
{
    private static readonly string[] TopPages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"];

    /// <summary>The table of contents, and the page that most readers see first.</summary>
    private static readonly string[] Contents = ["README.md", "docs/README.md"];

    internal static IEnumerable<string> Pages =>
        [
            .. TopPages,
            .. new[] { "docs", "ebpf-tools", "config", "result" }
                .SelectMany(folder => Directory.GetFiles(RepositoryFolder.Of(folder), "*.md", SearchOption.AllDirectories))
                .Select(Relative)
                .Where(page => page == "result/README.md" || !page.StartsWith("result/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> Guides => Pages.Where(page => GuideFolder().IsMatch(page));

    [TestCaseSource(nameof(Pages))]
    public void No_relative_link_is_dead(string page)
    {
        var dead = Links(page)
            .Where(link => !File.Exists(RepositoryFolder.Of(link.Path)) && !Directory.Exists(RepositoryFolder.Of(link.Path)))
            .Select(link => link.Text);
        Assert.That(dead, Is.Empty);
    }

    [TestCaseSource(nameof(Pages))]
    public void No_link_goes_to_a_heading_that_is_not_there(string page)
    {
        var lost = Links(page)
            .Where(link =>
                link.Heading.Length > 0
                && link.Path.EndsWith(".md", StringComparison.Ordinal)
                && !Headings(link.Path).Contains(link.Heading)
            )
            .Select(link => link.Text);
        Assert.That(lost, Is.Empty);
    }

    [TestCaseSource(nameof(Guides))]
    public void Each_tutorial_guide_reference_and_explanation_is_in_the_tables_of_contents(string page)
    {
        foreach (var contents in Contents)
            Assert.That(Links(contents).Select(link => link.Path), Does.Contain(page), contents);
    }

    [Test]
    public void Every_page_can_be_reached_from_the_table_of_contents()
    {
        var seen = new HashSet<string>();
        var next = new Queue<string>(["docs/README.md"]);
        while (next.TryDequeue(out var page))
        {
            if (!seen.Add(page) || !page.EndsWith(".md", StringComparison.Ordinal))
                continue;
            foreach (var link in Links(page))
                next.Enqueue(link.Path);
        }
        Assert.That(Pages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal)).Except(seen), Is.Empty);
    }

    /// <summary>Links to files of the repository, by their path from its root.</summary>
    private static IEnumerable<(string Text, string Path, string Heading)> Links(string page)
    {
        var folder = Path.GetDirectoryName(RepositoryFolder.Of(page))!;
        foreach (
            var target in Link()
                .Matches(Prose(page))
                .Select(match => match.Groups["target"].Value)
                .Where(target => !Scheme().IsMatch(target))
        )
        {
            var parts = target.Split('#', 2);
            var path = parts[0].Length == 0 ? page : Relative(Path.GetFullPath(parts[0], folder));
            yield return (target, path, parts.Length > 1 ? parts[1] : "");
        }
    }

    /// <summary>The names that GitHub and GitLab give the headings of a page.</summary>
    private static IEnumerable<string> Headings(string page) =>
        Heading()
            .Matches(Prose(page))
            .Select(match => Dropped().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string Prose(string page) => Fence().Replace(File.ReadAllText(RepositoryFolder.Of(page)), "");

    private static string Relative(string path) => Path.GetRelativePath(RepositoryFolder.Of(), path).TrimEnd('/');

    [GeneratedRegex(@"^docs/(tutorials|guides|reference|explanation)/[^/]+\.md$", RegexOptions.ExplicitCapture)]
    private static partial Regex GuideFolder();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"^[a-z]+:", RegexOptions.ExplicitCapture)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Dropped();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
