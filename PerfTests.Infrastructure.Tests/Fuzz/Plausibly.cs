using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Fuzz;

/// <summary>What a result must keep, whatever its input was.</summary>
internal static class Plausibly
{
    public static void Load(LoadResult result)
    {
        Require(result.LoadSeconds is >= 0 and <= 1e7, $"a load of {result.LoadSeconds} s");
        foreach (var (name, value) in result.Metrics)
        {
            Require(double.IsFinite(value) && value >= 0, $"{name} = {value}");
            Require(value <= Limit(name, result.LoadSeconds), $"{name} = {value} in {result.LoadSeconds} s");
        }
        foreach (
            var value in new[]
            {
                result.Transactions,
                result.PacketsSent,
                result.SilentSeconds,
                result.OfferedPercent,
                result.MissingPercent,
            }
        )
            Require(value is null || double.IsFinite(value.Value), $"{value}");
        Require(result.Notes.All(note => note.Length is > 0 and < 1000), "a note without bounds");
    }

    public static void Samples(IReadOnlyList<MonitorSample> samples)
    {
        foreach (var (name, value) in samples.SelectMany(sample => sample.Values))
            // The most is memory: 64 PiB, all that a kernel can address.
            Require(double.IsFinite(value) && value is >= -1 and <= 1L << 56, $"{name} = {value}");
    }

    private static double Limit(string metric, double seconds) =>
        metric switch
        {
            "throughput" => 2e14,
            "retransmits" => 2.0 * int.MaxValue,
            "jitter" => seconds * 1e3 * 2,
            "loss" => 100,
            _ when Metric.Find(metric)?.Unit == "us" => (seconds + 60) * 1e6,
            _ => 1e15,
        };

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new AssertionException($"implausible: {what}");
    }
}
