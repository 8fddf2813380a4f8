using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>How often a tool's programs run while no load does.</summary>
/// <param name="PerSecond">Runs per second, by the program's id.</param>
internal sealed record IdleRuns(IReadOnlyDictionary<int, double> PerSecond)
{
    public static async Task<IdleRuns> WatchAsync(RunningTool tool, TimeSpan length, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var before = await tool.ReadProgramsAsync(cancellationToken);
        await Task.Delay(length, time, cancellationToken);
        var after = await tool.ReadProgramsAsync(cancellationToken);
        return Between(before, after, time.GetElapsedTime(started).TotalSeconds);
    }

    internal static IdleRuns Between(IReadOnlyList<BpfProgram> before, IReadOnlyList<BpfProgram> after, double seconds) =>
        new(
            after
                .Where(program => before.Any(other => other.Id == program.Id))
                .ToDictionary(
                    program => program.Id,
                    program => Math.Max(0, (program.RunCount - before.First(other => other.Id == program.Id).RunCount) / seconds)
                )
        );

    /// <summary>The higher of two rates: what a program runs anyway is no cost of the load.</summary>
    public static IReadOnlyDictionary<int, double> Most(IdleRuns? before, IdleRuns? after) =>
        (before?.PerSecond ?? new Dictionary<int, double>())
            .Concat(after?.PerSecond ?? new Dictionary<int, double>())
            .GroupBy(rate => rate.Key)
            .ToDictionary(rates => rates.Key, rates => rates.Max(rate => rate.Value));

    /// <summary>
    /// The smaller of two rates, in the tool's favour: other traffic comes and goes. A program that came after the first look has only the
    /// second: what a timer runs is no proof of traffic, whenever it was loaded.
    /// </summary>
    public static IReadOnlyDictionary<int, double> Least(IdleRuns? before, IdleRuns? after) =>
        before is null || after is null
            ? (before ?? after)?.PerSecond ?? new Dictionary<int, double>()
            : after.PerSecond.ToDictionary(
                rate => rate.Key,
                rate => before.PerSecond.TryGetValue(rate.Key, out var first) ? Math.Min(first, rate.Value) : rate.Value
            );
}
