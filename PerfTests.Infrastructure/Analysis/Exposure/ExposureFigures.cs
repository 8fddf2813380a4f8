using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Analysis.Exposure;

/// <summary>The figures of an exposure run, from what its record keeps of programs and load.</summary>
internal static class ExposureFigures
{
    private const double UsualRunsPerPacket = 0.25;

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

    /// <summary>
    /// Programs on an interface that did not run for its packets: the interface carried no load, or it did and they ran for few of it.
    /// </summary>
    /// <param name="programs">Programs of one instance.</param>
    /// <param name="traffic">The load.</param>
    /// <param name="minRunsPerPacket">
    /// What proportion is; never more than the usual one, for a busier program may be asked for more.
    /// </param>
    public static IReadOnlyList<ExposedProgram> OffTraffic(
        IReadOnlyList<ExposedProgram> programs,
        ExposedTraffic? traffic,
        double minRunsPerPacket
    )
    {
        if (traffic is not { LeastPackets: > 0, Bytes: > 0 })
            return [];
        var (share, packets) = (Share(minRunsPerPacket), PacketsOfLoad(traffic, minRunsPerPacket));
        return [.. programs.Where(program => program is { Bound.Count: > 0, MayIdle: false } && !RanAsACopy(program) && IsOff(program))];

        // What a copy costs is what the one costs that the load runs.
        bool RanAsACopy(ExposedProgram program) =>
            programs.Any(other =>
                Runs(other) >= packets
                && (ReferenceEquals(other, program) || (other.Tag is { } tag && (tag, other.Type) == (program.Tag, program.Type)))
            );

        bool IsOff(ExposedProgram program) =>
            !IsOnLoad(program, traffic, minRunsPerPacket) || Runs(program) < share * Expected(program.Bound);

        // The stack merges packets there as it does on the interface of the load. A direction without load asks for no runs.
        double Expected(IEnumerable<BoundInterface> bound) =>
            bound.Where(at => at.Direction != PacketDirection.Either && at.Packets >= packets).Sum(at => at.Bytes)
            * traffic.LeastPackets
            / traffic.Bytes;
    }

    /// <summary>Whether an interface that a program is bound to carried the load, in whatever direction.</summary>
    public static bool IsOnLoad(ExposedProgram program, ExposedTraffic traffic, double minRunsPerPacket) =>
        program.Bound.Any(at => at.MostPackets >= PacketsOfLoad(traffic, minRunsPerPacket));

    private static double Share(double minRunsPerPacket) => Math.Min(minRunsPerPacket, UsualRunsPerPacket);

    private static double PacketsOfLoad(ExposedTraffic traffic, double minRunsPerPacket) => Share(minRunsPerPacket) * traffic.LeastPackets;

    public static double Runs(ExposedProgram program) => program.LoadRuns ?? program.RunCount;
}
