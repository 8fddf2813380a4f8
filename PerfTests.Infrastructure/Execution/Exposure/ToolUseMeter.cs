using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>What one instance of a tool uses, from looks right before and right after the load.</summary>
internal sealed class ToolUseMeter
{
    private TreeUse? _before;
    private TreeUse? _after;

    /// <summary>Its processes when the load had ended.</summary>
    public IReadOnlyList<int> ProcessIds => _after?.ProcessIds ?? [];

    /// <summary>Processes of before the load that had ended after it.</summary>
    public int EndedProcesses => _before is null || _after is null ? 0 : _before.ProcessIds.Except(_after.ProcessIds).Count();

    /// <param name="seen">What <see cref="TreeUse.Parse"/> reads.</param>
    public void Take(LoadMoment moment, string seen)
    {
        var use = Parsed(seen);
        if (moment == LoadMoment.After)
            _after = use;
        else
            _before = use;
    }

    /// <summary>What it used; what a look did not show is null.</summary>
    public ToolUse Of(double? printedBytes) =>
        new()
        {
            StartCpuSeconds = _before?.CpuSeconds,
            // Of processes that somebody else waited for, the time is gone; what is left never shrinks otherwise.
            LoadCpuSeconds = _after?.CpuSeconds - _before?.CpuSeconds is { } used ? Math.Max(0, used) : null,
            PeakResidentBytes = _after?.PeakResidentBytes,
            ProportionalBytes = _after?.ProportionalBytes,
            MapBytes = _after?.MapBytes,
            ProgramBytes = _after?.ProgramBytes,
            WrittenBytes = _after?.WrittenBytes - _before?.WrittenBytes is { } written ? Math.Max(0, written) : null,
            PrintedBytes = printedBytes,
        };

    /// <summary>Several instances together; what one of them did not tell is not known of all.</summary>
    public static ToolUse? Sum(IReadOnlyList<ToolUse> uses)
    {
        if (uses.Count < 2)
            return uses is [var only] ? only : null;
        return new ToolUse
        {
            StartCpuSeconds = Total(use => use.StartCpuSeconds),
            LoadCpuSeconds = Total(use => use.LoadCpuSeconds),
            PeakResidentBytes = Total(use => use.PeakResidentBytes),
            ProportionalBytes = Total(use => use.ProportionalBytes),
            MapBytes = Total(use => use.MapBytes),
            ProgramBytes = Total(use => use.ProgramBytes),
            WrittenBytes = Total(use => use.WrittenBytes),
            PrintedBytes = Total(use => use.PrintedBytes),
        };

        double? Total(Func<ToolUse, double?> value) => uses.All(use => value(use) is not null) ? uses.Sum(value) : null;
    }

    private static TreeUse? Parsed(string text)
    {
        try
        {
            return TreeUse.Parse(text);
        }
        catch (FormatException)
        {
            // A load is judged by its own figures: what only describes the tool may lack.
            return null;
        }
    }
}
