using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Workloads;

/// <summary>
/// Reads what a shell's <c>times</c> prints: a line for itself and one for all children that it waited for, each with user and system time.
/// </summary>
internal static partial class ShellTimes
{
    /// <returns>User and system time of the children together, in seconds; null when the text is not whole.</returns>
    public static double? OfChildren(string text)
    {
        var lines = text.EndsWith('\n') ? text.TrimEnd('\n').Split('\n') : [];
        if (lines.Length != 2 || !Line().IsMatch(lines[0]) || Line().Match(lines[1]) is not { Success: true } children)
            return null;
        return Seconds("user") + Seconds("system");

        double Seconds(string name) => 60 * Number($"{name}_minutes") + Number($"{name}_seconds");

        double Number(string group) =>
            double.Parse(children.Groups[group].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"\A(?<user_minutes>[0-9]{1,9})m(?<user_seconds>[0-9]{1,2}(\.[0-9]{1,9})?)s "
            + @"(?<system_minutes>[0-9]{1,9})m(?<system_seconds>[0-9]{1,2}(\.[0-9]{1,9})?)s\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Line();
}
