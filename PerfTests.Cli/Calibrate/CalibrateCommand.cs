using System.CommandLine;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Workbench.Calibration.Planning;

namespace PerfTests.Cli.Calibrate;

/// <summary>
/// <c>perftests calibrate</c>: what the environment can show, and whether the suite tells the truth where the truth is known.
/// </summary>
internal static class CalibrateCommand
{
    private static readonly Option<string[]> Workload = new("--workload")
    {
        Description = "Only workloads that match this pattern, such as latency/tcp/*; repeatable.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<double> Resolution = new("--resolution")
    {
        Description = "Difference between overhead and budget that must be decided, in percent.",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<double?> Minutes = new("--minutes")
    {
        Description = "Minutes to measure (default 10; no limit with --gates).",
    };

    private static readonly Option<double> CaseMinutes = new("--case-minutes")
    {
        Description = "Minutes that one tool case may take.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<int[]> Seconds = new("--seconds")
    {
        Description = "Length of a load in whole seconds; repeatable (default 1, 3 and 10; 1 with --gates).",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> Control = new("--control")
    {
        Description = "Inject known overheads on the embedded lab and measure them; exit code 1 if one is not found.",
    };

    private static readonly Option<int?> Gates = new("--gates")
    {
        Description = "Judge N cases without a tool, by the configured rule and budgets; exit code 1 if one fails.",
    };

    private static readonly Option<bool> Noise = new("--noise")
    {
        Description =
            "Compare the noise of the suite's runs with that of bare client commands, and tell how sharp the rounds of a --tool are; "
            + "exit code 1 if runs are noisier than allowed.",
    };

    private static readonly Option<bool> Json = OutputOptions.Json;

    private static readonly Option<bool> Quiet = OutputOptions.Quiet("Print no progress on standard error.");

    public static Command Create() =>
        Verb.Create(
            "calibrate",
            "Plans rounds and durations from a pilot. --control checks that known overheads are found, --gates counts false alarms, "
                + "--noise compares with bare loads.",
            RunAsync,
            [.. SelectionOptions.All, Workload, Resolution, Minutes, CaseMinutes, Seconds, Control, Gates, Noise, Json, Quiet]
        );

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (Mistake(parsed) is { } mistake)
        {
            await Console.Error.WriteLineAsync($"perftests: {mistake}");
            return ExitCode.Usage;
        }
        using var stopping = new StopRequest();
        try
        {
            return await RunAsync(parsed, SessionPlan.Load(SelectionOptions.Read(parsed)), stopping.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("perftests: stopped before there was anything to tell");
            return ExitCode.GateFailed;
        }
    }

    private static Task<int> RunAsync(ParseResult parsed, SessionPlan plan, CancellationToken stopping)
    {
        var (asJson, seconds) = (parsed.GetValue(Json), parsed.GetValue(Seconds)!);
        Action<string> tell = parsed.GetValue(Quiet) ? _ => { } : Console.Error.WriteLine;
        var limit = parsed.GetValue(Minutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : (TimeSpan?)null;
        if (parsed.GetValue(Control))
            return ControlCalibration.RunAsync(plan, asJson, tell, stopping);
        var cases = Select(plan, parsed.GetValue(Workload)!);
        if (parsed.GetValue(Noise))
            return NoiseCalibration.RunAsync(
                plan,
                [.. cases, .. ToolCases(plan, cases)],
                limit ?? TimeSpan.FromMinutes(10),
                asJson,
                tell,
                stopping
            );
        if (parsed.GetValue(Gates) is { } count)
            return GateCalibration.RunAsync(
                plan,
                cases,
                count,
                seconds.Length > 0 ? seconds[0] : 1,
                limit ?? TimeSpan.FromDays(7),
                asJson,
                tell,
                stopping
            );
        var wish = new PlanWish(parsed.GetValue(Resolution), 60 * parsed.GetValue(CaseMinutes), plan.Config.Thresholds.Confidence);
        return PlanCalibration.RunAsync(
            plan,
            cases,
            seconds.Length > 0 ? seconds : [1, 3, 10],
            wish,
            limit ?? TimeSpan.FromMinutes(10),
            asJson,
            tell,
            stopping
        );
    }

    private static string? Mistake(ParseResult parsed)
    {
        if (new[] { parsed.GetValue(Control), parsed.GetValue(Gates) is not null, parsed.GetValue(Noise) }.Count(given => given) > 1)
            return "give one of --control, --gates and --noise";
        if (parsed.GetValue(Gates) is <= 0)
            return "--gates takes a number over 0";
        if (parsed.GetValue(Minutes) is { } minutes && minutes is not (> 0 and <= 10_000))
            return "--minutes takes minutes over 0, up to 10000";
        if (parsed.GetValue(CaseMinutes) is not (> 0 and <= 10_000))
            return "--case-minutes takes minutes over 0, up to 10000";
        if (parsed.GetValue(Resolution) is not (> 0 and <= 100))
            return "--resolution takes percent over 0, up to 100";
        if (parsed.GetValue(Gates) is not null && parsed.GetValue(Seconds)!.Length > 1)
            return "--gates takes one length of loads";
        return parsed.GetValue(Seconds)!.Any(seconds => seconds is < 1 or > 3600) ? "--seconds takes whole seconds from 1 to 3600" : null;
    }

    private static List<PerfCase> Select(SessionPlan plan, string[] patterns)
    {
        var baselines = plan.Cases.Where(perfCase => perfCase.Tool is null).ToList();
        var cases = baselines.FindAll(each => patterns.Length == 0 || patterns.Any(pattern => Glob.Matches(pattern, Name(each))));
        return cases.Count > 0
            ? cases
            : throw new ConfigurationException([
                new ConfigurationError(
                    "--workload",
                    0,
                    $"no workload is like {string.Join(" or ", patterns)}",
                    $"Known: {string.Join(", ", baselines.Select(Name).Distinct())}."
                ),
            ]);
    }

    /// <summary>Cases of the tools that were asked for by name; none when nobody did.</summary>
    private static IEnumerable<PerfCase> ToolCases(SessionPlan plan, IReadOnlyList<PerfCase> baselines) =>
        plan.Options.Tools.Count == 0
            ? []
            : plan.Cases.Where(each => each.Tool is not null && baselines.Any(baseline => baseline.Name == each.BaselineName));

    private static string Name(PerfCase each) =>
        $"{PerfCase.Token(each.Workload.Type)}/{PerfCase.Token(each.Workload.Protocol)}/{each.Workload.Params}";
}
