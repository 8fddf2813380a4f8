namespace PerfTests.Workbench.RuleStudy;

/// <summary>
/// Sessions drawn from recorded runs of equal cost in blocks of neighbours, so that what follows itself in time still does.
/// </summary>
/// <remarks>
/// The stationary bootstrap: blocks of geometric length, the record closed to a ring. D. N. Politis and J. P. Romano, JASA 89 (1994).
/// </remarks>
/// <param name="Name">What was recorded.</param>
/// <param name="Logs">Logarithms of the runs in order of time, signed so that more is worse.</param>
internal sealed record RecordedNoise(string Name, IReadOnlyList<double> Logs) : INoise
{
    private const double MeanBlockLength = 12;

    public bool MustDecide => false;

    public void Fill(Random random, Span<double> runs)
    {
        var at = random.Next(Logs.Count);
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i] = Logs[at];
            at = random.NextDouble() < 1 / MeanBlockLength ? random.Next(Logs.Count) : (at + 1) % Logs.Count;
        }
    }
}
