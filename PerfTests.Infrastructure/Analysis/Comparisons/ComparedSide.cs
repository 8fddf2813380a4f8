using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Analysis.Comparisons;

/// <summary>One of the two things that are compared: its cases by what they have in common with the other's.</summary>
/// <param name="Label">What a reader calls it.</param>
/// <param name="Cases">Cases by key: the name without what tells the two sides apart.</param>
/// <param name="Reading">The tree that they are from.</param>
internal sealed partial record ComparedSide(string Label, IReadOnlyDictionary<string, CaseResult> Cases, ResultReading Reading)
{
    /// <summary>All of a tree. Versions of a tool match each other; when the tree has several, the one measured last counts.</summary>
    public static ComparedSide Tree(string label, ResultReading reading) =>
        Of(label, reading, reading.Cases, result => VersionPattern().Replace(result.Verdict.Case, ""));

    /// <summary>The cases of one tool of a tree: a folder id, or an id whose versions and parameter values are all taken.</summary>
    public static ComparedSide Tool(string tool, ResultReading reading)
    {
        var folders = reading.Cases.Select(result => result.Tool).OfType<string>().ToHashSet();
        var variant = folders.Contains(tool)
            ? new Regex($@"\A{Regex.Escape(tool)}\z", RegexOptions.CultureInvariant)
            : new Regex(
                $@"\A{Regex.Escape(tool)}(_[0-9a-f]{{6}})?(?<values>(\..*)?)\z",
                RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
            );
        return Of(
            tool,
            reading,
            reading.Cases.Where(result => result.Tool is not null && variant.IsMatch(result.Tool)),
            result =>
                $"{(variant.Match(result.Tool!).Groups["values"].Value is { Length: > 0 } values ? values[1..] + "/" : "")}"
                + $"{result.Environment}/{result.Workload}"
        );
    }

    /// <summary>The cases of one environment of a tree, baselines included.</summary>
    public static ComparedSide Environment(string environment, ResultReading reading) =>
        Of(
            environment,
            reading,
            reading.Cases.Where(result => result.Environment == environment),
            result => $"{(result.Tool is null ? "baseline" : VersionPattern().Replace(result.Tool, ""))}/{result.Workload}"
        );

    private static ComparedSide Of(string label, ResultReading reading, IEnumerable<CaseResult> cases, Func<CaseResult, string> key) =>
        new(label, cases.GroupBy(key).ToDictionary(group => group.Key, group => group.MaxBy(result => result.Verdict.Time)!), reading);

    // What a tool's folder has after its id: _ and six digits of the hash of its files.
    [GeneratedRegex(@"_[0-9a-f]{6}(?=\.|/|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
