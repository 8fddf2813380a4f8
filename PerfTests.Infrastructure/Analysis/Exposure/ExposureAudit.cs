using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Analysis.Exposure;

/// <summary>Holds an exposure record against itself: what it says came of its checks must follow from what it measured.</summary>
internal static class ExposureAudit
{
    private const double Tolerance = 1e-6;

    private static readonly ExposureRule[] Always = [ExposureRule.Alive, ExposureRule.Programs, ExposureRule.Unattached, ExposureRule.Idle];

    private static readonly ExposureRule[] AfterTheRounds = [ExposureRule.Stopped, ExposureRule.RunsChange];

    /// <returns>Why the record proves nothing, in words; empty when it proves the tool's presence.</returns>
    public static IEnumerable<string> Problems(ExposureRecord record)
    {
        if (record.RunCount == 0 || !record.Alive)
            yield return "the tool's presence is not proven";
        foreach (var missing in MissingChecks(record))
            yield return missing;
        foreach (var check in record.Checks)
        {
            var name = $"exposure check {check.Rule} on the {check.Role} ({check.Moment})";
            if (!check.KeepsLimits())
                yield return $"{name} measured {check.Measured:R}, outside its limits";
            else if (!check.Passed)
                yield return $"{name} did not pass";
            else if (Again(record, check) is { } again && !(Math.Abs(again - check.Measured) <= Tolerance * Math.Max(1, Math.Abs(again))))
                yield return $"{name} says {check.Measured:R} where the record's programs give {again:R}";
        }
    }

    // What was not checked was not proven.
    private static IEnumerable<string> MissingChecks(ExposureRecord record)
    {
        var roles = record.Checks.Select(check => check.Role).Concat(record.Programs.Select(program => program.Role)).Distinct().ToList();
        if (roles.Count == 0)
            yield return "its proof of the tool's presence has no checks";
        ExposureMoment[] moments = record.EndPrograms is null ? [ExposureMoment.Start] : [ExposureMoment.Start, ExposureMoment.End];
        foreach (var (role, moment) in roles.SelectMany(role => moments, (role, moment) => (role, moment)))
        {
            var rules = record.Checks.Where(check => check.Role == role && check.Moment == moment).Select(check => check.Rule).ToHashSet();
            var missing = Always.Where(rule => !rules.Contains(rule)).Select(rule => $"{rule}").ToList();
            if (!rules.Contains(ExposureRule.Runs) && !rules.Contains(ExposureRule.RunsPerPacket))
                missing.Add($"{ExposureRule.RunsPerPacket}");
            if (moment == ExposureMoment.End && record.Traffic is not null && rules.Contains(ExposureRule.RunsPerPacket))
                missing.AddRange(AfterTheRounds.Where(rule => !rules.Contains(rule)).Select(rule => $"{rule}"));
            if (!rules.Contains(ExposureRule.Bound) && At(record, moment, role).Programs.Any(program => program is { Bound.Count: > 0 }))
                missing.Add($"{ExposureRule.Bound}");
            if (missing.Count > 0)
                yield return $"exposure check{(missing.Count > 1 ? "s" : "")} {string.Join(", ", missing)} on the {role} ({moment}) "
                    + $"{(missing.Count > 1 ? "are" : "is")} missing";
        }
    }

    /// <summary>The measured value made again from the programs and the load; null where they do not tell it.</summary>
    private static double? Again(ExposureRecord record, ExposureCheck check)
    {
        var (programs, traffic) = At(record, check.Moment, check.Role);
        return check.Rule switch
        {
            ExposureRule.Programs => programs.Count,
            ExposureRule.Idle => ExposureFigures.Idle(programs).Count,
            ExposureRule.Unattached => ExposureFigures.Unattached(programs).Count,
            ExposureRule.Bound => ExposureFigures.OffTraffic(programs, traffic, MinRunsPerPacket(record, check.Role) ?? 1).Count,
            ExposureRule.Runs => programs.Sum(program => program.RunCount),
            ExposureRule.RunsPerPacket => ExposureFigures.RunsPerPacket(programs, traffic),
            ExposureRule.RunsChange when At(record, ExposureMoment.Start, check.Role) is var start => ExposureFigures.Change(
                ExposureFigures.RunsPerPacket(start.Programs, start.Traffic),
                ExposureFigures.RunsPerPacket(programs, traffic)
            ),
            ExposureRule.Stopped
                when At(record, ExposureMoment.Start, check.Role) is var start && MinRunsPerPacket(record, check.Role) is { } min =>
                ExposureFigures.Stopped(start.Programs, start.Traffic, programs, min).Count,
            _ => null,
        };
    }

    private static double? MinRunsPerPacket(ExposureRecord record, string role) =>
        record.Checks.FirstOrDefault(check => check.Rule == ExposureRule.RunsPerPacket && check.Role == role)?.Min;

    private static (IReadOnlyList<ExposedProgram> Programs, ExposedTraffic? Traffic) At(
        ExposureRecord record,
        ExposureMoment moment,
        string role
    )
    {
        var (programs, traffic) =
            moment == ExposureMoment.End ? (record.EndPrograms ?? [], record.EndTraffic) : (record.Programs, record.Traffic);
        return ([.. programs.Where(program => program.Role == role)], traffic);
    }
}
