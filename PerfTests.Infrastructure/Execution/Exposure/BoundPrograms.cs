using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>Holds each program that is bound to an interface against the packets of that interface.</summary>
internal static class BoundPrograms
{
    private const int MostTold = 3;

    private const string Remedy =
        "what it costs there is in no run. Bind it to an interface of the load, or name it in exposure.programs.idle if it is not to run";

    /// <summary>The check; none where no program is known to be bound to an interface.</summary>
    /// <param name="tool">The instance.</param>
    /// <param name="traffic">The load.</param>
    public static IEnumerable<ExposureCheck> Check(ToolObservation tool, ExposedTraffic? traffic, ExposureMoment moment)
    {
        var programs = tool.Exposed;
        if (!programs.Any(program => program.Bound.Count > 0))
            yield break;
        var off = ExposureFigures.OffTraffic(programs, traffic, tool.Exposure.MinRunsPerPacket);
        yield return ExposureChecks.Check(
            tool.Role,
            moment,
            ExposureRule.Bound,
            off.Count,
            null,
            0,
            off.Count == 0
                ? "every program that is bound to an interface ran for its packets, as far as it was to"
                : string.Join("; ", off.Take(MostTold).Select(program => Told(program, traffic!, tool.Exposure.MinRunsPerPacket)))
                    + (off.Count > MostTold ? $"; and {off.Count - MostTold} more" : "")
                    + $": {Remedy}"
        );
    }

    private static string Told(ExposedProgram program, ExposedTraffic traffic, double minRunsPerPacket)
    {
        var where = string.Join(" and ", program.Bound.Select(at => at.Interface).Distinct());
        var runs = $"ran {ExposureFigures.Runs(program):#,0} times for the load";
        return ExposureFigures.IsOnLoad(program, traffic, minRunsPerPacket)
            ? $"{ExposureChecks.Name(program)} is bound to {where}, where {program.Bound.Sum(at => at.Packets):#,0} packets of the load "
                + $"went its way, and {runs}: something keeps them from it"
            : $"{ExposureChecks.Name(program)} is bound to {where} alone, which carried {program.Bound.Max(at => at.MostPackets):#,0} "
                + $"packets while the load put {traffic.Packets:#,0} on {traffic.Interface} of the server, and {runs}";
    }
}
