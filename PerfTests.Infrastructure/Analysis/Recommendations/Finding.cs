namespace PerfTests.Infrastructure.Analysis.Recommendations;

/// <summary>That a rule's condition holds somewhere.</summary>
/// <param name="Sentence">What holds, and the next step.</param>
/// <param name="Cases">Names of the cases concerned.</param>
/// <param name="Figures">The numbers that the rule used.</param>
internal sealed record Finding(string Sentence, IReadOnlyList<string> Cases, IReadOnlyList<Figure> Figures);
