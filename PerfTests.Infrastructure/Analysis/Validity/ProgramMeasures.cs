using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>BPF programs of others around a load, in the terms of the validity rules. Pure.</summary>
internal static class ProgramMeasures
{
    private const int ProgramsTold = 5;
    private const string NotTold = "the host does not show its BPF programs: that needs root";

    /// <param name="before">All programs before the load; the tool's own among them, if it served a run before this one.</param>
    /// <param name="after">All programs when the load had ended, the tool still running.</param>
    /// <param name="toolIds">Ids of the tool's own programs on this kernel; empty in a baseline run.</param>
    public static IEnumerable<ValidityMeasure> Of(
        string role,
        string hostId,
        IReadOnlyList<LoadedProgram>? before,
        IReadOnlyList<LoadedProgram>? after,
        IReadOnlySet<int> toolIds
    )
    {
        yield return Measure(ValidityRule.ForeignPrograms, Changed(Foreign(before, toolIds), Foreign(after, toolIds)));
        if (toolIds.Count > 0)
        {
            var tool = after?.Where(program => toolIds.Contains(program.Id)).ToList();
            yield return Measure(
                ValidityRule.LeftoverPrograms,
                before is null || tool is null
                    ? null
                    :
                    [
                        .. before
                            .Where(program => !toolIds.Contains(program.Id) && tool.Exists(program.IsLike))
                            .Select(program => program.ToString()),
                    ]
            );
        }

        ValidityMeasure Measure(ValidityRule rule, IReadOnlyList<string>? found) =>
            new()
            {
                Rule = rule.Name,
                Value = found?.Count,
                Role = role,
                Host = hostId,
                Detail = Told(found),
                NotApplicable = found is null ? NotTold : null,
            };
    }

    public static IReadOnlyList<LoadedProgram>? Foreign(IReadOnlyList<LoadedProgram>? programs, IReadOnlySet<int> toolIds) =>
        programs is null ? null : [.. programs.Where(program => !toolIds.Contains(program.Id))];

    /// <summary>Programs that came or went from one moment to another, in words; null when one of them is not known.</summary>
    public static IReadOnlyList<string>? Changed(IReadOnlyList<LoadedProgram>? before, IReadOnlyList<LoadedProgram>? after) =>
        before is null || after is null
            ? null
            :
            [
                .. after.ExceptBy(before.Select(program => program.Id), program => program.Id).Select(program => $"+{program}"),
                .. before.ExceptBy(after.Select(program => program.Id), program => program.Id).Select(program => $"-{program}"),
            ];

    public static string? Told(IReadOnlyList<string>? programs) =>
        programs is null or []
            ? null
            : string.Join(", ", programs.Take(ProgramsTold))
                + (programs.Count > ProgramsTold ? $" and {programs.Count - ProgramsTold} more" : "");
}
