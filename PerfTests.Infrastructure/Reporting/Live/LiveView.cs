using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Reporting.Wording;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PerfTests.Infrastructure.Reporting.Live;

/// <summary>A terminal: a line stays for each finished case, and below them the running one is drawn anew in place.</summary>
internal sealed class LiveView(IAnsiConsole console, TimeProvider time) : IProgressView
{
    private const int MostLines = 3;

    private readonly long _started = time.GetTimestamp();
    private ProgressEvent? _case;
    private string? _line;
    private string? _step;
    private long _caseStarted;
    private int _judged;
    private double _secondsLeft;
    private long _toldAt;

    private int Width => Math.Min(100, console.Profile.Width);

    public async Task ShowAsync(IAsyncEnumerable<ProgressEvent?> events) =>
        await console
            .Live(new Text(""))
            .AutoClear(true)
            .Overflow(VerticalOverflow.Crop)
            .StartAsync(async display =>
            {
                await foreach (var happened in events)
                {
                    if (happened is not null)
                        Take(happened);
                    display.UpdateTarget(Now());
                }
            });

    private void Take(ProgressEvent happened)
    {
        if (happened.SecondsLeft is { } seconds)
            (_secondsLeft, _toldAt) = (seconds, time.GetTimestamp());
        switch (happened.Kind)
        {
            case ProgressKind.CaseBegan:
                (_case, _line, _step, _caseStarted) = (happened, null, null, time.GetTimestamp());
                break;
            case ProgressKind.CaseLine:
                _line = happened.Text;
                break;
            case ProgressKind.Step:
                _step = happened.Text;
                break;
            case ProgressKind.CaseJudged:
                Stay(happened);
                (_case, _judged) = (null, happened.Number);
                break;
            case ProgressKind.Plan or ProgressKind.Note:
                // Over what was drawn there: a shorter line would leave the end of it.
                console.WriteLine(
                    string.Join('\n', ProgressLines.Of(happened, Width)!.Split('\n').Select(line => line.PadRight(Math.Max(0, Width - 1))))
                );
                break;
            default:
                (_case, _secondsLeft) = (null, 0);
                break;
        }
    }

    /// <summary>The verdict's line of a finished case: what came out is in the table, here it is enough that it did.</summary>
    private void Stay(ProgressEvent judged)
    {
        var name = _case?.Text ?? "";
        var took = TimeText.Clock(time.GetElapsedTime(_caseStarted));
        var verdict = $"{judged.Verdict}".PadRight(nameof(Results.Cases.Verdict.Inconclusive).Length);
        var rest = Math.Max(10, Width - verdict.Length - 4 - took.Length);
        console.Write(
            new Paragraph()
                .Append(verdict, Colour(judged.Verdict))
                .Append($"  {TextFit.Middle(TextFit.SingleLine(name), rest).PadRight(rest)}  ", Style.Plain)
                .Append($"{took}\n", new Style(decoration: Decoration.Dim))
        );
    }

    private Rows Now()
    {
        var rows = new List<IRenderable>();
        if (_case is { } running)
        {
            rows.Add(Line($"[{running.Number}/{running.Of}] {running.Text}", Style.Plain));
            rows.Add(
                Line(
                    $"  {_step ?? "getting ready"}, {TimeText.Clock(time.GetElapsedTime(_caseStarted))}",
                    new Style(decoration: Decoration.Dim)
                )
            );
            foreach (var line in TextFit.Wrap(TextFit.SingleLine(_line ?? ""), Math.Max(20, Width - 4)).Take(MostLines))
                rows.Add(Line($"  {line}", Style.Plain));
        }
        else
        {
            rows.Add(Line(Between, Style.Plain));
        }
        rows.Add(Bar());
        return new Rows(rows);
    }

    private string Between =>
        (_toldAt, _judged) switch
        {
            (0, _) => "starting dotnet test",
            (_, 0) => "making hosts ready",
            _ => "giving hosts back, writing reports",
        };

    private Text Bar()
    {
        var gone = time.GetElapsedTime(_started).TotalSeconds;
        // A step may take longer than was thought; as long as a case runs, something is left.
        var left = Math.Max(_case is null ? 0 : 1, _secondsLeft - time.GetElapsedTime(_toldAt).TotalSeconds);
        var rest = _toldAt == 0 || left < 1 ? "" : $", about {TimeText.About(left)} left";
        var told = $"{TimeText.Clock(TimeSpan.FromSeconds(gone))} gone{rest}";
        var length = Math.Max(10, Width - 36);
        var done = _toldAt == 0 ? 0 : (int)Math.Round(length * gone / Math.Max(1, gone + left));
        return Line($"  {new string('━', done)}{new string('·', length - done)}  {told}", Style.Plain);
    }

    // A line that the terminal would break makes the cursor go back too few lines.
    private Text Line(string text, Style style) => new(TextFit.Middle(TextFit.SingleLine(text), Math.Max(10, Width - 1)), style);

    private static Style Colour(Results.Cases.Verdict? verdict) =>
        new(
            verdict switch
            {
                Results.Cases.Verdict.Pass => Color.Green,
                Results.Cases.Verdict.Fail => Color.Red,
                Results.Cases.Verdict.Inconclusive => Color.Yellow,
                _ => Color.Fuchsia,
            }
        );
}
