using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Wording;

/// <summary>Tells the cases of a tool's newest version from those that earlier versions left in the result tree.</summary>
internal static class ToolVersions
{
    /// <returns>The cases that were judged last under their conditions, and those of earlier versions of their tools.</returns>
    public static (IReadOnlyList<CaseResult> Newest, IReadOnlyList<CaseResult> Earlier) Split(IReadOnlyList<CaseResult> cases)
    {
        var newest = cases
            .GroupBy(result =>
                (result.ToolRun?.Variant ?? result.Tool, result.Environment, result.TestType, result.Protocol, result.Params)
            )
            .Select(versions => versions.MaxBy(result => result.Verdict.Time)!.Verdict.Case)
            .ToHashSet(StringComparer.Ordinal);
        return (
            [.. cases.Where(result => newest.Contains(result.Verdict.Case))],
            [.. cases.Where(result => !newest.Contains(result.Verdict.Case))]
        );
    }

    /// <summary>What a report says of the cases that it leaves out; nothing when there are none.</summary>
    public static IEnumerable<string> Told(IReadOnlyList<CaseResult> earlier) =>
        earlier
            .CountBy(result => result.Tool!)
            .OrderBy(tool => tool.Key, StringComparer.Ordinal)
            .Select(tool => $"ebpf/{tool.Key} is from an earlier version of the tool: {tool.Value} of its cases are not shown");
}
