namespace PerfTests.Workbench.RuleStudy;

/// <summary>What became of many simulated gates of one noise and one true overhead.</summary>
/// <param name="Noise">Name of the noise.</param>
/// <param name="OverheadPercent">The true overhead, in percent.</param>
/// <param name="Gates">Number of simulated gates.</param>
/// <param name="PassPercent">Share of them that passed.</param>
/// <param name="FailPercent">Share of them that failed.</param>
/// <param name="MeanRounds">Rounds that a gate took.</param>
/// <param name="Target">What the rule has to reach here, in words; null where nothing is asked.</param>
/// <param name="IsMet">Whether it does; null where nothing is asked.</param>
internal sealed record StudyPoint(
    string Noise,
    double OverheadPercent,
    int Gates,
    double PassPercent,
    double FailPercent,
    double MeanRounds,
    string? Target,
    bool? IsMet
)
{
    public double InconclusivePercent => 100 - PassPercent - FailPercent;
}
