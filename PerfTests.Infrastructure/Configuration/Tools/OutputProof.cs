namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>What a tool must have printed to prove that it worked.</summary>
/// <param name="Line">
/// Regular expression. With a group, the number in it on the last line that matches is the figure; without one, the number of lines that
/// match.
/// </param>
/// <param name="Min">Least figure.</param>
public sealed record OutputProof(string Line, double Min);
