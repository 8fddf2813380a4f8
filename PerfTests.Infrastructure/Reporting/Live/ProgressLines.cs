using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Reporting.Live;

/// <summary>Progress as lines that stay, for a log, a pipe and the console of <c>dotnet test</c>.</summary>
internal static class ProgressLines
{
    /// <returns>One line or several; null for what only a display that is drawn anew can show.</returns>
    public static string? Of(ProgressEvent happened, int width = 100)
    {
        var place = $"[{happened.Number}/{happened.Of}]";
        return happened.Kind switch
        {
            ProgressKind.Step or ProgressKind.Ended => null,
            ProgressKind.CaseBegan => $"{place} {TextFit.SingleLine(happened.Text)}{Left(happened)}",
            ProgressKind.CaseLine => Hanging($"{place}   ", happened.Text + Left(happened), width),
            ProgressKind.CaseJudged => Hanging($"{place} {happened.Verdict}: ", happened.Text, width),
            ProgressKind.Note => Hanging("", happened.Text, width),
            _ => VisibleText.Lines(happened.Text),
        };
    }

    private static string Left(ProgressEvent happened) =>
        happened.SecondsLeft is { } seconds ? $", about {TimeText.About(seconds)} left" : "";

    private static string Hanging(string head, string text, int width)
    {
        var indent = Math.Max(2, head.Length);
        var lines = TextFit.Wrap(TextFit.SingleLine(text), Math.Max(20, width - indent));
        return string.Join('\n', lines.Select((line, number) => (number == 0 ? head : new string(' ', indent)) + line));
    }
}
