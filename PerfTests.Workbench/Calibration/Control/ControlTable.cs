using System.Text;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Workbench.Calibration.Control;

/// <summary>The positive control as plain text: each truth beside what was measured.</summary>
internal static class ControlTable
{
    private const int Width = 100;

    public static string Render(PositiveControl control)
    {
        var text = new StringBuilder();
        if (control.Shaped.Count > 0)
        {
            text.AppendLine($"A link that is slowed down by a known share; TCP throughput, budget {control.BudgetPercent:0.##} %");
            text.AppendLine("  truth     measured                    rounds  verdict       found");
            foreach (var each in control.Shaped)
            {
                text.AppendLine(
                    $"  {OverheadText.Size(each.TruthPercent), -8}  {OverheadText.WithInterval(each.Throughput), -26}  "
                        + $"{each.Rounds.Count, 6}  {each.Verdict, -12}  {Found(each)}"
                );
            }
        }
        if (control.Work.Count > 0)
            WriteWork(text, control);
        return text.Append(Sum(control)).ToString();
    }

    private static void WriteWork(StringBuilder text, PositiveControl control)
    {
        text.AppendLine().AppendLine("A BPF program of known cost, run for every packet in and out; TCP request and response");
        text.AppendLine("  iterations  one run    runs each  expected   measured                      verdict       found");
        foreach (var each in control.Work)
        {
            text.AppendLine(
                $"  {each.Iterations, 10}  {Microseconds(each.NanosecondsPerRun / 1000), -9}  {Number(each.RunsPerTransaction), -9}  "
                    + $"{Microseconds(each.ExpectedMicroseconds), -9}  {Measured(each), -28}  {each.Verdict, -12}  {YesNo(each.IsFound)}"
            );
            if (each.Verdict == Verdict.Invalid && each.Reasons.Count > 0)
                text.AppendLine(TextFit.Middle($"    {TextFit.SingleLine(each.Reasons[0])}", Width));
        }
        foreach (var each in control.Doublings)
        {
            text.AppendLine(
                $"  twice the work ({each.From} to {each.To}) costs {Number(each.Ratio)} times as much ({Number(each.Low)} to "
                    + $"{Number(each.High)}): {YesNo(each.IsFound)}"
            );
        }
    }

    private static string Found(ShapedControl each) =>
        each.IsFound ? "yes"
        : each.ExpectedVerdict is { } expected && expected != each.Verdict ? $"NO: {expected} was due"
        : $"NO: more than {ShapedControl.TolerancePoints} points off";

    private static string Measured(WorkControl each) =>
        $"{Microseconds(each.MeasuredMicroseconds)} ({Number(each.LowMicroseconds)} to {Number(each.HighMicroseconds)})";

    private static string Microseconds(double? value) => value is null ? UnitScale.Missing : $"{Number(value)} us";

    private static string Number(double? value) => value?.ToString("0.00") ?? UnitScale.Missing;

    private static string YesNo(bool found) => found ? "yes" : "NO";

    private static string Sum(PositiveControl control)
    {
        var all = control
            .Shaped.Select(each => each.IsFound)
            .Concat(control.Work.Select(each => each.IsFound))
            .Concat(control.Doublings.Select(each => each.IsFound))
            .ToList();
        var missed = all.Count(found => !found);
        return Environment.NewLine
            + (missed == 0 ? $"{all.Count} of {all.Count} truths were found" : $"{missed} of {all.Count} truths were NOT found");
    }
}
