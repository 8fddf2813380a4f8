namespace PerfTests.Infrastructure.Analysis.Resources;

/// <summary>One group of resources, such as CPU, or that nothing measured it.</summary>
internal sealed record ResourceGroup(string Status, IReadOnlyList<ResourceFigure> Figures)
{
    public const string Measured = "measured";
    public const string NotMeasured = "not measured";
}
