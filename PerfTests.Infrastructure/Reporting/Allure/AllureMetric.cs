using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>A number that Allure 3 follows over runs, as <c>&lt;uuid&gt;-perf.json</c> keeps a list of them.</summary>
internal sealed record AllureMetric
{
    public required string Id { get; init; }

    /// <summary>Equal in all runs, so that Allure finds the number in its history.</summary>
    public required string Key { get; init; }

    public required double Value { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public required long Start { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public required long Stop { get; init; }

    public required string Title { get; init; }

    public required string Unit { get; init; }

    public required string Group { get; init; }

    public required string GroupTitle { get; init; }

    /// <summary><c>lower</c> or <c>higher</c>.</summary>
    public string Better { get; init; } = "lower";

    /// <summary>The overhead of each judged metric of a tool case; the noise floor of a baseline case.</summary>
    public static IReadOnlyList<AllureMetric> Of(ReportedCase reported, AllureTestResult test)
    {
        var result = reported.Result;
        return reported.IsBaseline
            ? [.. Finite("noise floor", "noise floor", result.Verdict.NoiseFloorPercent)]
            : [.. reported.Shown.SelectMany(metric => Finite(metric.Name, OverheadText.TitleOf(metric), metric.OverheadPercent))];

        IEnumerable<AllureMetric> Finite(string name, string title, double? percent) =>
            percent is not { } value || !double.IsFinite(value)
                ? []
                :
                [
                    new AllureMetric
                    {
                        Id = AllureIds.TestCase($"{test.FullName} {name}"),
                        Key = $"{test.FullName} {name}",
                        Value = Math.Round(value, 3),
                        Start = test.Start,
                        Stop = test.Stop,
                        Title = $"{title}, {reported.Workload} on {result.Environment}",
                        Unit = "%",
                        Group = result.ToolRun?.Variant ?? result.Tool ?? "baseline",
                        GroupTitle = reported.IsBaseline
                            ? "Smallest overhead that shows"
                            : $"Overhead of {result.ToolRun?.Variant ?? result.Tool}",
                    },
                ];
    }
}
