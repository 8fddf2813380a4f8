using PerfTests.Infrastructure.Analysis.Validity;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Monitoring.Cpu;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Tests.Analysis.Validity;

[TestFixture]
internal sealed class HostMeasuresTests
{
    [Test]
    public void Two_recorded_looks_give_every_measure_that_a_guest_can_give()
    {
        var host = HostLook.Of(
            "client",
            "guest",
            "eth0",
            RecordedOutput.Read("host_state_before.txt"),
            RecordedOutput.Read("host_state_after.txt")
        );
        var measures = HostMeasures.Of(host).ToDictionary(measure => measure.Rule);
        Assert.Multiple(() =>
        {
            // 83 ticks of a test run, 108 of a compiler and a few others in a second and a bit, beside a load of nobody.
            Assert.That(measures["foreign_cpu_percent"].Value, Is.InRange(100, 250));
            Assert.That(measures["foreign_cpu_percent"].Detail, Does.Contain("csc").And.Contain("dotnet"));
            Assert.That(measures["steal_percent"].Value, Is.LessThan(2));
            Assert.That(measures["clock_jump_seconds"].Value, Is.LessThan(0.05));
            Assert.That(measures["frequency_change_percent"].NotApplicable, Does.Contain("no CPU frequencies"));
            Assert.That(measures["throttle_events"].NotApplicable, Does.Contain("counts no throttling"));
            Assert.That(measures.Values.Select(measure => (measure.Role, measure.Host)), Is.All.EqualTo(("client", "guest")));
        });
    }

    [Test]
    public void Foreign_cpu_is_in_percent_of_one_core_and_names_who_used_it()
    {
        var measure = Of(
            ValidityRule.ForeignCpu,
            Looks.Host(states: (Looks.State(100, "cron=5, cc1plus=10"), Looks.State(110, "cron=6, cc1plus=410, make=50")))
        );
        Assert.That(measure.Value, Is.EqualTo(45.1).Within(0.1));
        Assert.That(measure.Detail, Is.EqualTo("cc1plus 40, make 5"));
    }

    [Test]
    public void What_a_child_had_used_moves_to_its_parent_and_counts_once()
    {
        // The compiler used 3 s before the load, and ended in it after 1 s more: make has waited for all 4 s.
        var measure = Of(ValidityRule.ForeignCpu, Looks.Host(states: (Looks.State(100, "cc1=300, make=10"), Looks.State(110, "make=410"))));
        Assert.That(measure.Value, Is.EqualTo(10).Within(0.1));
    }

    [Test]
    public void Processes_that_went_with_their_time_are_no_negative_load() =>
        Assert.That(Of(ValidityRule.ForeignCpu, Looks.Host(states: (Looks.State(100, "cc1=300"), Looks.State(110)))).Value, Is.Zero);

    [Test]
    public void Steal_is_a_part_of_all_time() =>
        Assert.That(
            Of(
                ValidityRule.Steal,
                Looks.Host(
                    cpu: new CpuTicks
                    {
                        User = 500,
                        Nice = 0,
                        System = 0,
                        Idle = 450,
                        Steal = 50,
                    }
                )
            ).Value,
            Is.EqualTo(5)
        );

    [TestCase(10.0, 10.0, 0, TestName = "A_steady_clock_does_not_jump")]
    [TestCase(13.0, 10.0, 3, TestName = "A_clock_set_forward_jumps")]
    [TestCase(7.0, 10.0, 3, TestName = "A_clock_set_back_jumps")]
    public void Clock(double clock, double uptime, double jump) =>
        Assert.That(Of(ValidityRule.ClockJump, Looks.Host(clock, uptime)).Value, Is.EqualTo(jump).Within(0.01));

    [Test]
    public void A_clock_that_was_read_late_on_a_busy_host_is_no_jump() =>
        Assert.That(
            Of(ValidityRule.ClockJump, Looks.Host(10.2, states: (Looks.State(100), Looks.State(110, tripSeconds: 0.25)))).Value,
            Is.Zero
        );

    [Test]
    public void A_lower_frequency_ceiling_and_throttling_are_measured_where_the_host_tells()
    {
        var host = Looks.Host(states: (Looks.State(100, ceiling: 16e6, throttled: 4), Looks.State(110, ceiling: 12e6, throttled: 7)));
        Assert.That((Of(ValidityRule.FrequencyChange, host).Value, Of(ValidityRule.Throttling, host).Value), Is.EqualTo((25.0, 3.0)));
    }

    [Test]
    public void A_host_that_tells_nothing_is_judged_by_nothing_and_says_why()
    {
        var silent = Looks.Host() with { StateBefore = null, StateAfter = null };
        var measures = HostMeasures.Of(silent).Where(measure => measure.Rule != "steal_percent").ToList();
        Assert.That(measures, Has.Count.EqualTo(4));
        Assert.That(measures, Is.All.Matches<ValidityMeasure>(measure => measure is { Value: null, NotApplicable.Length: > 0 }));
    }

    private static ValidityMeasure Of(ValidityRule rule, HostLook host) =>
        HostMeasures.Of(host).Single(measure => measure.Rule == rule.Name);
}
