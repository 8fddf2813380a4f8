using PerfTests.Workbench.Calibration.Planning;

namespace PerfTests.Infrastructure.Tests.Workbench.Calibration.Planning;

[TestFixture]
internal sealed class PlannedWorkloadTests
{
    [Test]
    public void Of_two_durations_that_resolve_enough_the_one_that_takes_less_time_is_recommended()
    {
        var workload = new PlannedWorkload(
            "latency",
            [Duration(1, needed: 60, fit: 100, seconds: 180, reached: 1.5), Duration(3, needed: 15, fit: 40, seconds: 120, reached: 1.2)]
        );
        Assert.That((workload.RecommendedSeconds, workload.RecommendedRounds, workload.IsReached), Is.EqualTo((3.0, 15, true)));
    }

    [Test]
    public void When_none_resolves_enough_in_time_the_nearest_one_is_recommended_with_all_rounds_that_fit()
    {
        var workload = new PlannedWorkload(
            "latency",
            [Duration(1, needed: 300, fit: 100, seconds: 900, reached: 3.4), Duration(3, needed: null, fit: 40, seconds: null, reached: 5)]
        );
        Assert.That((workload.RecommendedSeconds, workload.RecommendedRounds, workload.IsReached), Is.EqualTo((1.0, 100, false)));
    }

    [Test]
    public void The_yaml_has_one_list_of_looks_and_a_duration_for_each_section()
    {
        var plan = new CalibrationPlan
        {
            Wish = new PlanWish(2, 300, 0.95),
            Workloads =
            [
                new("throughput.single_stream", [Duration(1, needed: 8, fit: 100, seconds: 20, reached: 0.5)]),
                new("latency", [Duration(1, needed: 34, fit: 100, seconds: 90, reached: 1.1)]),
                new("latency", [Duration(3, needed: null, fit: 34, seconds: null, reached: 4)]),
                // Ends by an amount: no duration that the section could have.
                new("pps", [Duration(0.06, needed: 5, fit: 100, seconds: 9, reached: 0.2) with { IsChoice = false }]),
            ],
        };
        Assert.That(
            plan.Yaml,
            Is.EqualTo(
                """
                # thresholds.yaml
                looks: [5, 8, 13, 21, 34]
                # performance-test-spec.yaml
                test_types:
                  throughput:
                    single_stream:
                      durations: [1]
                  latency:
                    durations: [3]

                """.ReplaceLineEndings("\n")
            )
        );
    }

    [TestCase(600, new[] { 1, 3, 10 })]
    [TestCase(100, new[] { 1, 3 })]
    [TestCase(1, new[] { 1 })]
    public void A_pilot_leaves_out_the_durations_that_it_has_no_time_for(int limitSeconds, int[] kept) =>
        Assert.That(Pilot.Affordable([10, 1, 3, 1], 2, TimeSpan.FromSeconds(limitSeconds)), Is.EqualTo(kept));

    private static PlannedDuration Duration(double load, int? needed, int fit, double? seconds, double reached) =>
        new()
        {
            Case = "baseline/net/latency/tcp/latency_1s",
            LoadSeconds = load,
            IsChoice = true,
            BesideSeconds = 0.2,
            Runs = 20,
            RoundsInTime = fit,
            NeededSeconds = seconds,
            Metrics =
            [
                new PlannedMetric
                {
                    Name = "mean_latency",
                    RoundPercent = 3,
                    RoundPercentLow = 2,
                    RoundPercentHigh = 4,
                    RoundsNeeded = needed,
                    ReachedPercent = reached,
                    ReachedPercentLow = reached,
                    ReachedPercentHigh = reached,
                },
            ],
        };
}
