using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>The time of a row as monitors print it: a moment, or a time of day without its date.</summary>
internal sealed partial record SampleTime(DateTimeOffset? Moment, TimeSpan TimeOfDay)
{
    private const string Half = @"(?<am>[aA]\.?[mM]\.?|上午|午前|오전)|(?<pm>[pP]\.?[mM]\.?|下午|午後|오후)";

    // 오후 03시 27분 20초
    private const int MostFields = 4;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static SampleTime At(DateTimeOffset moment) => new(moment, moment.TimeOfDay);

    /// <summary>The moment; of a time of day the one that is nearest to the given moment.</summary>
    public DateTimeOffset Near(DateTimeOffset other)
    {
        if (Moment is { } moment)
            return moment;
        var difference = TimeOfDay - other.TimeOfDay;
        return other
            + difference
            + (
                difference > Day / 2 ? -Day
                : difference < -Day / 2 ? Day
                : TimeSpan.Zero
            );
    }

    /// <summary>
    /// Reads the time at the start of a row: <c>13:05:09</c>, <c>01:05:09 PM</c>, <c>13.05.09</c>, <c>13时05分09秒</c>, seconds
    /// since 1970, or an ISO time with date; in 12-hour clocks of these locales the half of the day stands in front.
    /// </summary>
    /// <returns>The time and the number of fields that it takes; null when the row starts with none.</returns>
    public static (SampleTime Time, int Fields)? Read(IReadOnlyList<string> fields)
    {
        if (fields.Count == 0)
            return null;
        if (Epoch().IsMatch(fields[0]))
            return (At(DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[0], CultureInfo.InvariantCulture))), 1);
        if (Iso().IsMatch(fields[0]))
        {
            return DateTimeOffset.TryParse(
                fields[0],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var moment
            )
                ? (At(moment), 1)
                : null;
        }
        var clock = Clock().Match(string.Join(' ', fields.Take(MostFields)));
        if (!clock.Success)
            return null;
        var (hour, minute, second) = (Part("hour"), Part("minute"), Part("second"));
        if (hour > 23 || minute > 59 || second > 60)
            return null;
        if (clock.Groups["am"].Success || clock.Groups["pm"].Success)
            hour = (hour % 12) + (clock.Groups["pm"].Success ? 12 : 0);
        return (new SampleTime(null, new TimeSpan(hour, minute, Math.Min(second, 59))), 1 + clock.ValueSpan.TrimEnd().Count(' '));

        int Part(string name) => int.Parse(clock.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
    }

    // From 2001 on: a smaller number is a figure.
    [GeneratedRegex(@"\A[1-9][0-9]{9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Epoch();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    // As glibc's locales write it: the half of the day before or behind, in Korean with blanks between the parts.
    [GeneratedRegex(
        $@"\A(({Half}) ?)?(?<hour>[0-9]{{1,2}})([:.时時]|시 ?)(?<minute>[0-9]{{2}})([:.分]|분 ?)(?<second>[0-9]{{2}})[秒초]?( ({Half}))?(?= |\z)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Clock();
}
