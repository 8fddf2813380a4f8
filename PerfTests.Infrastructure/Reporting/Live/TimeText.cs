using System.Globalization;

namespace PerfTests.Infrastructure.Reporting.Live;

/// <summary>Times for people, no more exact than they are known.</summary>
internal static class TimeText
{
    /// <summary><c>45 s</c>, <c>5 min</c>, <c>2 h 10 min</c>.</summary>
    public static string About(double seconds)
    {
        if (seconds < 90)
            return $"{Math.Max(0, seconds):F0} s";
        var minutes = (long)Math.Round(seconds / 60);
        return minutes < 120 ? $"{minutes} min" : $"{minutes / 60} h{(minutes % 60 == 0 ? "" : $" {minutes % 60} min")}";
    }

    /// <summary><c>4:05</c>, <c>1:04:05</c>.</summary>
    public static string Clock(TimeSpan time) => time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
