using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Analysis;

/// <summary>Holds an exposure record against itself: what it says came of its checks must follow from what it measured.</summary>
internal static class ExposureAudit
{
    private const double Tolerance = 1e-6;

    /// <returns>Why the record proves nothing, in words; empty when it proves the tool's presence.</returns>
    public static IEnumerable<string> Problems(ExposureRecord record)
    {
        if (record.RunCount == 0 || !record.Alive)
            yield return "the tool's presence is not proven";
        foreach (var check in record.Checks ?? [])
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

    /// <summary>The measured value made again from the programs and the load; null where they do not tell it.</summary>
    private static double? Again(ExposureRecord record, ExposureCheck check)
    {
        var (programs, traffic) = At(record, check.Moment, check.Role);
        return check.Rule switch
        {
            ExposureRule.Programs => programs.Count,
            ExposureRule.Idle => ExposureFigures.Idle(programs).Count,
            ExposureRule.Unattached => ExposureFigures.Unattached(programs).Count,
            ExposureRule.Runs => programs.Sum(program => program.RunCount),
            ExposureRule.RunsPerPacket => ExposureFigures.RunsPerPacket(programs, traffic),
            ExposureRule.RunsChange when At(record, ExposureMoment.Start, check.Role) is var start =>
                ExposureFigures.Change(ExposureFigures.RunsPerPacket(start.Programs, start.Traffic), ExposureFigures.RunsPerPacket(programs, traffic)),
            ExposureRule.Stopped when At(record, ExposureMoment.Start, check.Role) is var start
                && record.Checks!.FirstOrDefault(other => other.Rule == ExposureRule.RunsPerPacket && other.Role == check.Role)?.Min is { } min =>
                ExposureFigures.Stopped(start.Programs, start.Traffic, programs, min).Count,
            _ => null,
        };
    }

    private static (IReadOnlyList<ExposedProgram> Programs, ExposedTraffic? Traffic) At(ExposureRecord record, ExposureMoment moment, string role)
    {
        var (programs, traffic) = moment == ExposureMoment.End ? (record.EndPrograms ?? [], record.EndTraffic) : (record.Programs, record.Traffic);
        return ([.. programs.Where(program => program.Role == role)], traffic);
    }
}
