namespace PerfTests.Workbench.RuleStudy;

/// <summary>Where the runs of a simulated gate come from.</summary>
internal interface INoise
{
    string Name { get; }

    /// <summary>
    /// Whether the rule is held to deciding nearly every clear case in this noise; in wilder noise only its errors count.
    /// </summary>
    bool MustDecide { get; }

    /// <summary>Fills in one session of runs that all cost the same, as logarithms of a figure that is worse when higher.</summary>
    void Fill(Random random, Span<double> runs);
}
