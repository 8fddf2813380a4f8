using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Tests.Suite;

namespace PerfTests.Infrastructure.Tests.Documentation;

/// <summary>The reference of the command line names what <c>--help</c> does, and nothing that it does not.</summary>
[TestFixture]
internal sealed partial class CommandLinePageTests
{
    /// <summary>Those that every verb has.</summary>
    private static readonly string[] Foreign = ["--help", "--version"];

    private static readonly string Page = File.ReadAllText(RepositoryFolder.Of("docs", "reference", "cli.md"));

    [Test]
    public async Task Every_verb_and_option_of_the_help_stands_on_the_page_and_no_other()
    {
        var options = new HashSet<string>();
        foreach (var (verb, help) in await VerbsAsync())
        {
            var own = Option().Matches(Part(help, "Options:")).Select(match => match.Value).Except(Foreign).ToList();
            options.UnionWith(own);
            Assert.That(Page, Does.Match($@"(?m)^\| .*`{string.Join(' ', verb)}[` ]"), $"no row for {string.Join(' ', verb)}");
            foreach (var option in own)
                Assert.That(Named(verb[0]), Does.Contain(option), $"{option} of {string.Join(' ', verb)} is not named for it");
        }
        Assert.That(
            FirstCell()
                .Matches(Page)
                .SelectMany(cell => Option().Matches(cell.Value))
                .Select(match => match.Value)
                .Except(Foreign)
                .Distinct(),
            Is.SubsetOf(options)
        );
    }

    /// <summary>Options that the page gives a verb: in rows that name it, and in its own section.</summary>
    private static IEnumerable<string> Named(string verb)
    {
        var rows = Page.Split('\n')
            .Where(line =>
                line.StartsWith("| ", StringComparison.Ordinal)
                && Regex.IsMatch(line, $@"\b{verb}\b", RegexOptions.None, TimeSpan.FromSeconds(1))
            );
        var section = Regex.Match(Page, $@"^## {verb}\n(.*\n)*?(?=## |\z)", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Value;
        return rows.Append(section).SelectMany(text => Option().Matches(text)).Select(match => match.Value);
    }

    private static async Task<List<(string[] Verb, string Help)>> VerbsAsync()
    {
        var verbs = new List<(string[] Verb, string Help)>();
        foreach (var verb in Verbs(await HelpAsync()))
        {
            var help = await HelpAsync(verb);
            var below = Verbs(help).ToList();
            if (below.Count == 0)
                verbs.Add(([verb], help));
            foreach (var name in below)
                verbs.Add(([verb, name], await HelpAsync(verb, name)));
        }
        Assert.That(verbs, Has.Count.AtLeast(12));
        return verbs;
    }

    private static IEnumerable<string> Verbs(string help) =>
        Verb().Matches(Part(help, "Commands:")).Select(match => match.Groups["name"].Value);

    private static string Part(string help, string heading)
    {
        var from = help.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        if (from < 0)
            return "";
        var end = help.IndexOf("\n\n", from + 1, StringComparison.Ordinal);
        return end < 0 ? help[from..] : help[from..end];
    }

    private static async Task<string> HelpAsync(params string[] verb)
    {
        var run = await CliRun.StartAsync(RepositoryFolder.Of(), [.. verb, "--help"]);
        Assert.That(run.ExitCode, Is.Zero, run.Output);
        return run.Output.ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^  (?<name>[a-z-]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Verb();

    [GeneratedRegex(@"--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"^\| [^|\n]+", RegexOptions.Multiline)]
    private static partial Regex FirstCell();
}
