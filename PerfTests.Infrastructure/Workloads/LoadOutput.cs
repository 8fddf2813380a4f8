using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Workloads;

/// <summary>What the readers of all load programs check in the same way.</summary>
internal static class LoadOutput
{
    private const int ExitCodeOfSignal = 128;
    private const int QuotedLength = 200;

    /// <summary>A finite number within limits that no real load leaves.</summary>
    /// <exception cref="LoadFailedException">It is missing, not finite or out of the limits.</exception>
    public static double Number(string program, string name, double? value, double minimum, double maximum)
    {
        if (value is not { } number)
            throw new LoadFailedException($"{program} did not report {name}");
        return number >= minimum && number <= maximum
            ? number
            : throw new LoadFailedException(
                $"{program} reported {name} = {number}, which no load can have ({minimum} to {maximum} is possible)"
            );
    }

    /// <summary>A figure that a load can do without: null when it is absent, and with a note when no load can have it.</summary>
    public static double? Optional(string program, string name, double? value, double minimum, double maximum, ICollection<string> notes)
    {
        if (value is not { } number || (number >= minimum && number <= maximum))
            return value;
        notes.Add(
            $"{program} reported {name} = {number}, which this load cannot have ({minimum} to {maximum} is possible): it is left out"
        );
        return null;
    }

    /// <summary>The missing part of a load that ended before its planned end, in percent of the plan.</summary>
    /// <remarks>Less than 0.3 s counts as none: a ping ends up to an interval early, and clocks of the programs are coarse.</remarks>
    /// <param name="plannedSeconds">Null where an amount ends the load, however long that takes.</param>
    public static double MissingPercent(double seconds, double? plannedSeconds) =>
        plannedSeconds is { } planned && planned - seconds > 0.3 ? 100 * (planned - seconds) / planned : 0;

    /// <summary>The part of a planned amount that was not moved, in percent.</summary>
    public static double MissingAmountPercent(double moved, double planned) => 100 * Math.Max(0, planned - moved) / planned;

    /// <summary>What a load took beyond its planned duration, in percent of the plan.</summary>
    /// <remarks>
    /// Less than 0.5 s counts as none: the last request is answered after the end, and programs look at the clock now and then.
    /// </remarks>
    /// <param name="plannedSeconds">Null where an amount ends the load, however long that takes.</param>
    public static double ExcessPercent(double seconds, double? plannedSeconds) =>
        plannedSeconds is { } planned && seconds - planned > 0.5 ? 100 * (seconds - planned) / planned : 0;

    /// <summary>The lines of an output that was written to its end.</summary>
    public static IReadOnlyList<string> CompleteLines(string program, string output)
    {
        if (string.IsNullOrWhiteSpace(output))
            throw new LoadFailedException($"{program} wrote no output");
        if (!output.EndsWith('\n'))
        {
            var rest = output[(output.LastIndexOf('\n') + 1)..];
            throw new LoadFailedException($"the output of {program} ends in the middle of a line: {Quote(rest)}");
        }
        return [.. output.Split('\n').Select(line => line.TrimEnd('\r'))];
    }

    /// <summary>The failure of a program that did not exit with 0, with what it said about the cause, if anything.</summary>
    public static LoadFailedException ExitFailure(string program, int exitCode, string? cause)
    {
        var ending = exitCode switch
        {
            ExitCodeOfSignal + 2 => "was interrupted (SIGINT)",
            ExitCodeOfSignal + 9 => "was killed (SIGKILL)",
            ExitCodeOfSignal + 15 => "was terminated (SIGTERM)",
            126 or 127 => $"could not be started (exit code {exitCode}); is it installed on the client?",
            _ => $"failed with exit code {exitCode}",
        };
        return new LoadFailedException($"{program} {ending}{(cause is null ? ", and said nothing" : $": {cause}")}");
    }

    /// <summary>The first line that says something, shortened; null when there is none.</summary>
    public static string? FirstLine(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace())
                return VisibleText.SingleLine(Shorten(line.Trim().ToString()));
        }
        return null;
    }

    /// <summary>Foreign text as it may stand in a message: in quotes, of bounded length.</summary>
    public static string Quote(string text) => $"'{VisibleText.SingleLine(Shorten(text.Trim()))}'";

    public static string Shorten(string text) => text.Length <= QuotedLength ? text : $"{text[..QuotedLength]}…";
}
