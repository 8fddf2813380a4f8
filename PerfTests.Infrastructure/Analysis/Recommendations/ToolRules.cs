using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Analysis.Recommendations;

/// <summary>What a tool's own programs and processes say.</summary>
internal static class ToolRules
{
    private const double Dominating = 0.7;
    private const double Growing = 1.05;
    private const double GrowingBytes = 1 << 20;
    private const int FewestRuns = 3;

    public static IReadOnlyList<RecommendationRule> All { get; } =
    [
        new("program-never-ran", "a BPF program of the tool did not run while the load ran, though others did", Severity.Warning, NeverRan),
        new("one-program-dominates", "one of several BPF programs takes more than 70 % of their time", Severity.Note, Dominates),
        new(
            "memory-grows",
            "the tool's memory after the load is over its mean during the load by 5 % and 1 MiB, in four of five runs",
            Severity.Warning,
            MemoryGrows
        ),
    ];

    private static IEnumerable<Finding> NeverRan(ResultReading reading)
    {
        foreach (var result in reading.Cases)
        {
            var idle = result.Verdict.Exposure?.Programs.Where(program => program.RunCount == 0).ToList() ?? [];
            if (idle.Count == 0 || result.Verdict.Exposure!.RunCount == 0)
                continue;
            yield return new(
                $"{result.Verdict.Case}: {string.Join(", ", idle.Select(Name))} of the tool's "
                    + $"{CaseFigures.Count(result.Verdict.Exposure.Programs.Count, "program")} never ran under this load, "
                    + "so what they cost is not in this verdict. Measure a load that reaches them.",
                [result.Verdict.Case],
                [.. idle.Select(program => new Figure($"runs of {Name(program)}", program.RunCount, "runs", result.Verdict.Case))]
            );
        }
    }

    private static IEnumerable<Finding> Dominates(ResultReading reading)
    {
        foreach (var result in reading.Cases)
        {
            var programs = result.Verdict.Exposure?.Programs ?? [];
            var total = programs.Sum(program => (double)program.RunTimeNanoseconds);
            if (
                programs.Count < 2
                || total <= 0
                || programs.MaxBy(program => program.RunTimeNanoseconds) is not { } first
                || first.RunTimeNanoseconds <= Dominating * total
            )
                continue;
            var share = 100 * first.RunTimeNanoseconds / total;
            yield return new(
                $"{result.Verdict.Case}: {Name(first)} takes {share:0} % of the time of the tool's {programs.Count} programs, "
                    + $"{(double)first.RunTimeNanoseconds / first.RunCount:0} ns a run. Make this one cheaper first.",
                [result.Verdict.Case],
                [
                    new($"share of {Name(first)}", share, "%", result.Verdict.Case),
                    new($"time of {Name(first)}", first.RunTimeNanoseconds, "ns", result.Verdict.Case),
                    new($"runs of {Name(first)}", first.RunCount, "runs", result.Verdict.Case),
                ]
            );
        }
    }

    private static IEnumerable<Finding> MemoryGrows(ResultReading reading)
    {
        foreach (var result in reading.Cases.Where(result => result.Tool is not null))
        {
            var looks = reading
                .MonitoringIn(CaseRuns.Of(result).Middle)
                .Select(summary =>
                    (After: summary.Tool?.ResidentBytes, Mean: summary.Tool?.Sampled.GetValueOrDefault("residentBytes")?.Mean)
                )
                .Where(look => look is { After: not null, Mean: > 0 })
                .Select(look => (After: look.After!.Value, Mean: look.Mean!.Value))
                .ToList();
            var growing = looks.Where(look => look.After > Growing * look.Mean && look.After - look.Mean > GrowingBytes).ToList();
            if (looks.Count < FewestRuns || growing.Count < 0.8 * looks.Count)
                continue;
            yield return new(
                $"{result.Verdict.Case}: the tool's memory grew while the load ran, in {growing.Count} of {looks.Count} runs, by "
                    + $"{growing.Average(look => look.After - look.Mean) / GrowingBytes:0.0} MiB over its mean. "
                    + "Let it run for hours under load before deploying it, and bound its maps and buffers.",
                [result.Verdict.Case],
                [
                    new("memory after the load, mean of runs", growing.Average(look => look.After), "bytes", result.Verdict.Case),
                    new("memory during the load, mean of runs", growing.Average(look => look.Mean), "bytes", result.Verdict.Case),
                    new("runs that grew", growing.Count, "runs", result.Verdict.Case),
                    new("runs", looks.Count, "runs", result.Verdict.Case),
                ]
            );
        }
    }

    private static string Name(ExposedProgram program) => $"{program.Name ?? $"program {program.Id}"} ({program.Type})";
}
