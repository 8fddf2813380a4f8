using System.CommandLine;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Cli;

/// <summary><c>perftests calibrate</c>: what the environment can show, and whether the suite tells the truth where the truth is known.</summary>
internal static class CalibrateCommand
{
    private static readonly Option<string[]> Workload = new("--workload")
    {
        Description = "Only workloads like this, as the matrix names them, with * for any characters: latency/tcp/*; may be given more than once.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<int?> Gates = new("--gates")
    {
        Description = "Judge so many cases that have no tool, by the rule and the budgets of the configuration; 1 when one fails.",
    };

    private static readonly Option<bool> Control = new("--control")
    {
        Description = "Inject known overheads on the embedded lab and measure them; 1 when one is not found.",
    };

    private static readonly Option<double?> Minutes = new("--minutes") { Description = "Time to measure, in minutes (--gates: no limit)." };

    private static readonly Option<int?> Seconds = new("--seconds") { Description = "Length of a load with --gates, in seconds (default 1)." };

    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };

    public static Command Create() => Verb.Create(
        "calibrate", "Finds known overheads (--control), judges cases without a tool (--gates).",
        RunAsync, [.. SelectionOptions.All, Workload, Control, Gates, Minutes, Seconds, Json]);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (Mistake(parsed) is { } mistake)
        {
            await Console.Error.WriteLineAsync($"perftests: {mistake}");
            return ExitCode.Usage;
        }
        var plan = SessionPlan.Load(SelectionOptions.Read(parsed));
        var cases = Select(plan, parsed.GetValue(Workload)!);
        using var stopping = new StopRequest();
        var minutes = parsed.GetValue(Minutes) is { } given ? TimeSpan.FromMinutes(given) : (TimeSpan?)null;
        try
        {
            if (parsed.GetValue(Control))
                return await ControlCalibration.RunAsync(plan, parsed.GetValue(Json), stopping.Token);
            return await GateCalibration.RunAsync(
                plan, cases, parsed.GetValue(Gates)!.Value, parsed.GetValue(Seconds) ?? 1, minutes ?? TimeSpan.FromDays(7), parsed.GetValue(Json), stopping.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("perftests: stopped before there was anything to tell");
            return ExitCode.GateFailed;
        }
    }

    private static string? Mistake(ParseResult parsed)
    {
        if (parsed.GetValue(Gates) is <= 0)
            return "--gates takes a number over 0";
        if (parsed.GetValue(Minutes) is { } minutes && minutes is not (> 0 and <= 100_000))
            return "--minutes takes minutes over 0";
        return parsed.GetValue(Seconds) is < 1 or > 3600 ? "--seconds takes whole seconds from 1 to 3600" : null;
    }

    private static List<PerfCase> Select(SessionPlan plan, string[] patterns)
    {
        var baselines = plan.Cases.Where(perfCase => perfCase.Tool is null).ToList();
        var cases = baselines.FindAll(each => patterns.Length == 0 || patterns.Any(pattern => Glob.Matches(pattern, Name(each))));
        return cases.Count > 0 ? cases : throw new ConfigurationException(
        [
            new ConfigurationError(
                "--workload", 0, $"no workload is like {string.Join(" or ", patterns)}", $"Known: {string.Join(", ", baselines.Select(Name).Distinct())}."),
        ]);
    }

    private static string Name(PerfCase each) =>
        $"{PerfCase.Token(each.Workload.Type)}/{PerfCase.Token(each.Workload.Protocol)}/{each.Workload.Params}";
}
