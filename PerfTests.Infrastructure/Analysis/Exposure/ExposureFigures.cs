using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Analysis.Exposure;

/// <summary>The figures of an exposure run, from what its record keeps of programs and load.</summary>
internal static class ExposureFigures
{
    /// <summary>The program with the most runs that the load made; null without any.</summary>
    public static ExposedProgram? Busiest(IEnumerable<ExposedProgram> programs) => programs.MaxBy(Runs);

    /// <summary>Runs of the busiest program for each packet of the load; 0 when no packet was seen.</summary>
    public static double RunsPerPacket(IEnumerable<ExposedProgram> programs, ExposedTraffic? traffic) =>
        traffic is { LeastPackets: > 0 } && Busiest(programs) is { } busiest ? Runs(busiest) / traffic.LeastPackets : 0;

    /// <summary>Programs that never ran during the load.</summary>
    public static IReadOnlyList<ExposedProgram> Idle(IEnumerable<ExposedProgram> programs) =>
        [.. programs.Where(program => program.RunCount <= 0)];

    /// <summary>Programs that ran, and less often than in proportion to the packets.</summary>
    public static IReadOnlyList<ExposedProgram> HardlyRan(
        IEnumerable<ExposedProgram> programs,
        ExposedTraffic? traffic,
        double minRunsPerPacket
    ) =>
        traffic is null
            ? []
            : [.. programs.Where(program => program.RunCount > 0 && Runs(program) < minRunsPerPacket * traffic.LeastPackets)];

    /// <summary>Programs that never ran and that the kernel knows to be attached to nothing.</summary>
    public static IReadOnlyList<ExposedProgram> Unattached(IEnumerable<ExposedProgram> programs) =>
        [.. Idle(programs).Where(program => program.Attached == false)];

    /// <summary>The factor between two ratios, 1 or more; infinite when one of them is zero.</summary>
    public static double Change(double one, double other) =>
        one <= 0 || other <= 0 ? double.PositiveInfinity : Math.Max(one / other, other / one);

    /// <summary>
    /// Programs that ran in proportion to the packets and not once later. A tool is started anew for each run, so they are told by name and
    /// type.
    /// </summary>
    /// <param name="start">Programs before the rounds.</param>
    /// <param name="traffic">The load before the rounds.</param>
    /// <param name="end">Programs after the rounds.</param>
    /// <param name="minRunsPerPacket">What proportion is.</param>
    public static IReadOnlyList<ExposedProgram> Stopped(
        IEnumerable<ExposedProgram> start,
        ExposedTraffic? traffic,
        IEnumerable<ExposedProgram> end,
        double minRunsPerPacket
    ) =>
        traffic is not { LeastPackets: > 0 }
            ? []
            :
            [
                .. start.Where(program =>
                    Runs(program) >= minRunsPerPacket * traffic.LeastPackets
                    && end.Where(other => other.Name == program.Name && other.Type == program.Type).Sum(other => other.RunCount) <= 0
                ),
            ];

    public static double Runs(ExposedProgram program) => program.LoadRuns ?? program.RunCount;
}
