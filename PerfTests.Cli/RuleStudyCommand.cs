using System.CommandLine;
using System.Text;
using System.Text.Json;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Workbench.RuleStudy;
using PerfTests.Workbench.RuleStudy.Rivals;

namespace PerfTests.Cli;

/// <summary><c>perftests rule</c>: how often the decision rule is right, in noise that is known.</summary>
internal static class RuleStudyCommand
{
    private const int FewestGates = 100;
    private const int MostGates = 1_000_000;

    private static readonly Option<int> Gates = new("--gates")
    {
        Description = "Simulated cases for each kind of noise and overhead (default: 10000).",
        DefaultValueFactory = _ => 10_000,
    };

    private static readonly Option<int[]> Looks = new("--looks")
    {
        Description = "Rounds after which to look, ascending, instead of the default.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string[]> Series = new("--series")
    {
        Description = "CSV files of recorded baseline runs to draw the noise from: a header with metric names, then a line for each run.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> Compare = new("--compare")
    {
        Description = "Print the alternatives that the rule was chosen from: every estimator with every plan of looks.",
    };

    private static readonly Option<string?> Chart = new("--chart")
    {
        Description = "With --compare: also write an SVG chart to this file.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };

    public static Command Create() =>
        Verb.Create(
            "rule",
            "Simulates how often the decision rule is right, with a budget of 5 %; exit code 1 if it misses a target.",
            RunAsync,
            Gates,
            Looks,
            Series,
            Compare,
            Chart,
            Json
        );

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (gates, looks, files, asJson) = (
            parsed.GetValue(Gates),
            parsed.GetValue(Looks) ?? [],
            parsed.GetValue(Series) ?? [],
            parsed.GetValue(Json)
        );
        var thresholds = looks.Length > 0 ? new Thresholds { Looks = looks } : new Thresholds();
        if (gates is < FewestGates or > MostGates)
            return await RefuseAsync($"--gates takes {FewestGates} to {MostGates}");
        if (
            thresholds.Looks[0] < 3
            || thresholds.Looks[^1] > 1000
            || thresholds.Looks.Zip(thresholds.Looks.Skip(1)).Any(pair => pair.First >= pair.Second)
        )
            return await RefuseAsync("--looks takes ascending numbers of rounds from 3 to 1000, as in --looks 5 8 13");
        IReadOnlyList<INoise> noises = files.Length > 0 ? [.. files.SelectMany(SeriesFile.Read)] : SimulatedNoise.All;
        var chart = parsed.GetValue(Chart);
        if (chart is not null && !parsed.GetValue(Compare))
            return await RefuseAsync("--chart draws what --compare prints: give both");
        if (parsed.GetValue(Compare))
        {
            var rivals = RivalStudy.Of(noises, thresholds.Looks, gates, cancellationToken).ToList();
            if (chart is not null)
                await AtomicFile.WriteAsync(
                    Path.GetFullPath(chart),
                    async (stream, token) => await stream.WriteAsync(Encoding.UTF8.GetBytes(RuleChart.Render(rivals)), token),
                    cancellationToken
                );
            Console.WriteLine(asJson ? JsonSerializer.Serialize(rivals, JsonFiles.CamelCase) : RuleTable.Render(rivals));
            return ExitCode.Ok;
        }
        var points = GateStudy.Of(noises, thresholds, gates, cancellationToken);
        Console.WriteLine(
            asJson ? JsonSerializer.Serialize(points, JsonFiles.CamelCase) : $"{RuleTable.Render(points)}\n{Conclusion(points, thresholds)}"
        );
        return points.Any(point => point.IsMet == false) ? ExitCode.GateFailed : ExitCode.Ok;
    }

    private static string Conclusion(IReadOnlyList<StudyPoint> points, Thresholds thresholds)
    {
        var asked = points.Where(point => point.IsMet is not null).ToList();
        return $"budget {StudyTarget.BudgetPercent:0} %, looks {string.Join(", ", thresholds.Looks)}, {points[0].Gates} gates a line: "
            + $"{asked.Count(point => point.IsMet == true)} of {asked.Count} targets met";
    }

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync($"perftests: {reason}");
        return ExitCode.Usage;
    }
}
