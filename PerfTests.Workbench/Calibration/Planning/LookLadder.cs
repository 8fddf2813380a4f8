namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>Looks for a limit of rounds: each about 1.6 times the one before, as the default ones are.</summary>
internal static class LookLadder
{
    private const double Step = 1.618;
    private const int First = 5;

    /// <param name="limit">The last look; at least 2.</param>
    public static IReadOnlyList<int> Of(int limit)
    {
        var looks = new List<int>();
        for (double look = limit; looks.Count == 0 || Math.Round(look) >= First; look /= Step)
            looks.Add((int)Math.Round(look));
        looks.Reverse();
        return looks;
    }
}
