namespace PerfTests.Infrastructure.Execution.Progress;

/// <summary>
/// How long the running case still takes: from its plan at first, from the rounds that it has made as soon as it has made some.
/// </summary>
/// <param name="estimateSeconds">What the case takes by plan, until its first look.</param>
/// <param name="leastSeconds">One load: less than that is never left while the case runs.</param>
internal sealed class RoundPace(double estimateSeconds, double leastSeconds)
{
    private int _made;
    private int _toMake;
    private double _firstSeconds;
    private double _lastSeconds;

    /// <summary>A round is done.</summary>
    /// <param name="toMake">Rounds until the next look at the data.</param>
    /// <param name="atSeconds">Since the case began.</param>
    public void Made(int toMake, double atSeconds)
    {
        (_made, _toMake, _lastSeconds) = (_made + 1, toMake, atSeconds);
        if (_made == 1)
            _firstSeconds = atSeconds;
    }

    /// <summary>Seconds until the case ends, as far as its next look decides it.</summary>
    /// <param name="pace">How finished cases kept to their estimates; for the time before the first round.</param>
    public double Left(double atSeconds, double pace)
    {
        if (_made == 0)
            return Math.Max(leastSeconds, (estimateSeconds * pace) - atSeconds);
        // The first round has the case's beginning in it: its exposure run, its first baseline.
        var round = _made == 1 ? _firstSeconds : (_lastSeconds - _firstSeconds) / (_made - 1);
        return Math.Max(leastSeconds, (_toMake * round) - (atSeconds - _lastSeconds));
    }
}
