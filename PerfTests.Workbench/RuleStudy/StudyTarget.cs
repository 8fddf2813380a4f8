namespace PerfTests.Workbench.RuleStudy;

/// <summary>What the rule has to reach at one true overhead, in percent of the gates.</summary>
/// <param name="OverheadPercent">The true overhead.</param>
/// <param name="MostPasses">Passes that are allowed.</param>
/// <param name="MostFails">Fails that are allowed.</param>
/// <param name="LeastDecided">Passes and Fails together that are asked for, in noise where the rule must decide.</param>
internal sealed record StudyTarget(double OverheadPercent, double? MostPasses = null, double? MostFails = null, double? LeastDecided = null)
{
    /// <summary>Overhead that is allowed, in percent.</summary>
    public const double BudgetPercent = 5;

    public static IReadOnlyList<StudyTarget> All { get; } =
    [
        new(0, MostFails: 0.1),
        new(2, LeastDecided: 95),
        new(BudgetPercent, MostPasses: 5, MostFails: 5),
        new(8, MostPasses: 0.1, LeastDecided: 95),
    ];

    /// <summary>A point with this target held against it.</summary>
    public StudyPoint Judge(INoise noise, int gates, double pass, double fail, double rounds)
    {
        List<(string Words, bool IsMet)> asked = [];
        if (noise.IsHeld && MostPasses is { } passes)
            asked.Add(($"Pass <= {passes:0.##} %", pass <= passes));
        if (noise.IsHeld && MostFails is { } fails)
            asked.Add(($"Fail <= {fails:0.##} %", fail <= fails));
        if (noise is { IsHeld: true, MustDecide: true } && LeastDecided is { } decided)
            asked.Add(($"decided >= {decided:0.##} %", pass + fail >= decided));
        return new(
            noise.Name,
            OverheadPercent,
            gates,
            pass,
            fail,
            rounds,
            asked.Count == 0 ? null : string.Join(", ", asked.Select(target => target.Words)),
            asked.Count == 0 ? null : asked.TrueForAll(target => target.IsMet)
        );
    }
}
