using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Rounds;

namespace PerfTests.Infrastructure.Tests.Analysis.Exposure;

/// <summary>
/// A capped throughput case made by hand: baselines take 1 s of CPU for each gigabyte, a gigabyte is a million packets, and counting costs
/// 50 ns a run.
/// </summary>
internal static class CountedCase
{
    public static readonly CountingCost Counting = new(50, 50, 50);

    /// <summary>A program that ran for each of a million packets, so many nanoseconds each time, the counting included.</summary>
    /// <param name="idleRuns">Runs without the load at the higher rate; the lower one is half of it.</param>
    public static ExposedProgram Program(double nanoseconds, CountingCost? counting, double idleRuns = 0, string role = "server") =>
        new(7, "on_packet", "sched_cls", 1_000_000, (long)(nanoseconds * 1e6))
        {
            Role = role,
            IdleRunsPerSecond = 0,
            LoadRuns = 1_000_000,
            LeastIdleRuns = idleRuns / 2,
            MostIdleRuns = idleRuns,
            Counting = counting,
            Attached = true,
        };

    public static ExposedTraffic Traffic { get; } =
        new("eth0", 1_000_000, 1_000_000_000, 15_259) { ReceivedPackets = 1_000_000, PayloadGigabytes = 1 };

    public static ExposureRecord Counted(ExposedProgram start, ExposedProgram? end) =>
        Sample.Exposure with
        {
            Programs = [start],
            Traffic = Traffic,
            EndPrograms = end is null ? null : [end],
            EndTraffic = end is null ? null : Traffic,
        };

    /// <param name="shownPercent">What the rounds show as CPU per gigabyte, in percent of the baseline's.</param>
    /// <param name="exposure">What the programs took.</param>
    /// <param name="budget">For CPU per gigabyte, in percent; null for none.</param>
    /// <param name="spread">How far rounds lie from each other, in percent.</param>
    public static CaseEvidence Of(double shownPercent, ExposureRecord exposure, double? budget, double spread = 0.5) =>
        new()
        {
            Case = "ebpf/tracer_a1b2c3/lab-veth/throughput/tcp/single_1G_1s",
            TestType = TestType.Throughput,
            IsBaseline = false,
            BudgetPercent = new Dictionary<string, double>(
                new (string, double?)[] { (Metric.Throughput.Name, 5), (Metric.CpuPerGigabyte.Name, budget) }
                    .Where(each => each.Item2 is not null)
                    .Select(each => KeyValuePair.Create(each.Item1, each.Item2!.Value))
            ),
            Rounds = [.. new[] { 0, 1, -1, 0.5, -0.5 }.Select((step, i) => Round(i + 1, 1 + ((shownPercent + (step * spread)) / 100)))],
            Exposure = exposure,
        };

    private static RoundRecord Round(int number, double middle) =>
        Sample.Round(number, Metric.CpuPerGigabyte.Name, 1, middle, 1) with
        {
            Values = new Dictionary<string, RoundValues>
            {
                [Metric.CpuPerGigabyte.Name] = Sample.Values(1, middle, 1),
                [Metric.Throughput.Name] = Sample.Values(1e9, 1e9, 1e9),
                [Metric.ClientCpu.Name] = Sample.Values(5, 5, 5),
                [Metric.ServerCpu.Name] = Sample.Values(5, 5, 5),
            },
        };
}
