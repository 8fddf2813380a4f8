namespace PerfTests.Workbench.RuleStudy;

/// <summary>Where the runs of a simulated gate come from.</summary>
internal interface INoise
{
    string Name { get; }

    /// <summary>
    /// Whether the rule is held to deciding nearly every clear case in this noise; in wilder noise only its errors count.
    /// </summary>
    bool MustDecide { get; }

    /// <summary>Whether the rule is held to targets in it; where its rates do not hold they are shown all the same.</summary>
    bool IsHeld => true;

    /// <summary>What a tool of a given mean cost adds to one of its runs; both as logarithms.</summary>
    double CostOf(Random random, double meanCost) => meanCost;

    /// <summary>Fills in one session of runs that all cost the same, as logarithms of a figure that is worse when higher.</summary>
    void Fill(Random random, Span<double> runs);
}
