using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>The proof that a tool was there, as reports print it.</summary>
internal static class ExposureText
{
    /// <summary>For instance <c>18 of 18 checks passed</c>, and what failed; null without checks.</summary>
    public static string? Summary(ExposureRecord? exposure) => exposure?.Checks is not { Count: > 0 } checks ? null
        : $"{checks.Count(check => check.Passed)} of {checks.Count} checks passed"
            + (checks.FirstOrDefault(check => !check.Passed) is { } failed ? $"; {failed.Text}"
                : checks.FirstOrDefault(check => check.Rule is ExposureRule.RunsPerPacket or ExposureRule.Runs) is { } ran ? $"; {ran.Text}" : "");

    public static string Limit(ExposureCheck check) => (check.Min, check.Max) switch
    {
        ({ } min, { } max) when min.Equals(max) => Number(min),
        ({ } min, { } max) => $"{Number(min)} to {Number(max)}",
        ({ } min, null) => $"at least {Number(min)}",
        (null, { } max) => $"at most {Number(max)}",
        _ => UnitScale.Missing,
    };

    public static string Number(double number) => number.ToString(number is > -1000 and < 1000 ? "0.####" : "#,0");
}
