namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>
/// Which cases an entry is for, of <c>matrix.include</c>, <c>matrix.exclude</c>, <c>budgets</c> or <c>hooks</c>; values may use <c>*</c>,
/// and an absent one matches everything.
/// </summary>
public sealed record CaseRule
{
    /// <summary>Line of the rule in its file; 0 for a rule that comes from none.</summary>
    public int Line { get; init; }

    public string? Environment { get; init; }

    /// <summary>Id of a tool. With it the rule matches tool cases only, without it both arms.</summary>
    public string? Tool { get; init; }

    public string? TestType { get; init; }

    public string? Protocol { get; init; }

    /// <summary>Parameter token of the case, such as <c>single_1G_30s</c> or <c>streams_*</c>.</summary>
    public string? Params { get; init; }

    /// <summary>Whether the rule matches a case; <paramref name="tool"/> is null for a baseline.</summary>
    public bool Matches(string environment, string? tool, TestType testType, Protocol protocol, string @params) =>
        Fits(Environment, environment)
        && (Tool is null || (tool is not null && Glob.Matches(Tool, tool)))
        && Fits(TestType, testType.ToString().ToLowerInvariant())
        && Fits(Protocol, protocol.ToString().ToLowerInvariant())
        && Fits(Params, @params);

    /// <summary>Whether the rule matches every case that another one can match, whatever cases there are.</summary>
    public bool Covers(CaseRule other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Covers(Environment, other.Environment)
            && Covers(Tool, other.Tool)
            && Covers(TestType, other.TestType)
            && Covers(Protocol, other.Protocol)
            && Covers(Params, other.Params);
    }

    // A pattern fits the text of a narrower one, as * stands for any characters; ? stands for one, which a * need not be.
    private static bool Covers(string? pattern, string? other) =>
        pattern is null
        || pattern == other
        || (other is not null && !pattern.Contains('?', StringComparison.Ordinal) && Glob.Matches(pattern, other));

    private static bool Fits(string? pattern, string value) => pattern is null || Glob.Matches(pattern, value);
}
