using System.Text.RegularExpressions;

namespace PerfTests.Cli.Demo;

/// <summary>A test filter that selects nothing or cannot be read, in one sentence: <c>dotnet test</c> says it in a stack trace.</summary>
internal static partial class FilterMistake
{
    /// <param name="line">A line that <c>dotnet test</c> printed.</param>
    /// <returns>Null for any other line.</returns>
    public static string? In(string line, string filter)
    {
        if (line.Contains("No test matches the given testcase filter", StringComparison.Ordinal))
            return $"no case matches --filter \"{filter}\". ./perftests matrix lists the cases; docs/guides/filters.md has what a "
                + "filter can name";
        return Unreadable().Match(line) is { Success: true } match
            ? $"--filter \"{filter}\" cannot be read: {match.Groups["why"].Value.TrimEnd('.', ' ')}. Write NAME=VALUE, joined by & and |, "
                + $"such as \"Category=Latency&Tool=NAME\"; docs/guides/filters.md has the names"
            : null;
    }

    [GeneratedRegex(
        @"Incorrect format for TestCaseFilter (Error: )?(?<why>.*?)\. Specify the correct format|"
            + @"executor://nunit3testexecutor/': (?<why>Unexpected .* in selection expression)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Unreadable();
}
