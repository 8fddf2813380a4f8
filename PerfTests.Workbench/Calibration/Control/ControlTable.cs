using System.Text;
using PerfTests.Infrastructure.Reporting.Tables;
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
            var table = new PlainTable().Words("truth").Words("measured").Numbers("rounds").Words("verdict").Words("found");
            foreach (var each in control.Shaped)
            {
                table.Add(
                    OverheadText.Size(each.TruthPercent),
                    OverheadText.WithInterval(each.Throughput),
                    each.Rounds.Count.ToString(),
                    each.Verdict.ToString(),
                    Found(each)
                );
            }
            text.Append(table);
        }
        if (control.Work.Count > 0)
            WriteWork(text, control);
        return text.Append(Sum(control)).ToString();
    }

    private static void WriteWork(StringBuilder text, PositiveControl control)
    {
        text.AppendLine().AppendLine("A BPF program of known cost, run for every packet in and out; TCP request and response");
        var table = new PlainTable()
            .Numbers("iterations")
            .Numbers("one run")
            .Numbers("runs each")
            .Numbers("expected")
            .Words("measured")
            .Words("verdict")
            .Words("found");
        foreach (var each in control.Work)
        {
            table.Add(
                each.Iterations.ToString(),
                Microseconds(each.NanosecondsPerRun / 1000),
                Number(each.RunsPerTransaction),
                Microseconds(each.ExpectedMicroseconds),
                Measured(each),
                each.Verdict.ToString(),
                YesNo(each.IsFound)
            );
        }
        text.Append(table);
        foreach (var each in control.Work.Where(each => each.Verdict == Verdict.Invalid && each.Reasons.Count > 0))
            text.AppendLine(TextFit.Middle($"  {each.Iterations} iterations: {TextFit.SingleLine(each.Reasons[0])}", Width));
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
