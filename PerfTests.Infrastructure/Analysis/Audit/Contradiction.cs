namespace PerfTests.Infrastructure.Analysis.Audit;

/// <summary>Two files of a case that say different things, although one was made from the other.</summary>
/// <param name="Case">The case's name.</param>
/// <param name="Message">What differs, with the file and the values.</param>
internal sealed record Contradiction(string Case, string Message)
{
    private const string Remedy = "one of the two was changed: restore it from a copy, or measure the case again";

    public override string ToString() => $"{Message}; {Remedy}";
}
