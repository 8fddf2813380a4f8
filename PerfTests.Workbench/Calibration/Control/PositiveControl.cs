namespace PerfTests.Workbench.Calibration.Control;

/// <summary>Known overheads, injected and measured (<c>control.json</c>).</summary>
internal sealed record PositiveControl
{
    public const string FileName = "control.json";

    /// <summary>Budget for the losses of throughput, in percent.</summary>
    public required double BudgetPercent { get; init; }

    public required IReadOnlyList<ShapedControl> Shaped { get; init; }

    /// <summary>In ascending order of work; each does twice the work of the one before.</summary>
    public required IReadOnlyList<WorkControl> Work { get; init; }

    /// <summary>How the measured cost grew from each program to the next one, by its bounds: 2 is the truth.</summary>
    public IReadOnlyList<WorkDoubling> Doublings => [.. Work.Zip(Work.Skip(1), WorkDoubling.Of)];

    /// <summary>Whether every truth was found.</summary>
    public bool IsFound => Shaped.All(each => each.IsFound) && Work.All(each => each.IsFound) && Doublings.All(each => each.IsFound);
}
