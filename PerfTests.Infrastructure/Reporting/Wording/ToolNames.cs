namespace PerfTests.Infrastructure.Reporting.Wording;

/// <summary>
/// Names of tools in one text: the version once, where a tool is named first, unless several versions of it are told apart.
/// </summary>
internal sealed class ToolNames(IReadOnlyList<ReportedCase> cases)
{
    private readonly HashSet<string> _ambiguous =
    [
        .. cases
            .GroupBy(each => each.ToolVariant)
            .Where(versions => versions.DistinctBy(each => each.ToolName).Count() > 1)
            .Select(versions => versions.Key),
    ];

    private readonly HashSet<string> _introduced = new(StringComparer.Ordinal);

    /// <summary>With its version, the first time.</summary>
    public string Introduce(ReportedCase each) => _introduced.Add(each.ToolName) ? each.ToolName : Short(each);

    public string Short(ReportedCase each) => _ambiguous.Contains(each.ToolVariant) ? each.ToolName : each.ToolVariant;
}
