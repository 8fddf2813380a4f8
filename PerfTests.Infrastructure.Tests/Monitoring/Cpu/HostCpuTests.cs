using PerfTests.Infrastructure.Monitoring.Cpu;

namespace PerfTests.Infrastructure.Tests.Monitoring.Cpu;

[TestFixture]
internal sealed class HostCpuTests
{
    [Test]
    public void Two_recorded_moments_of_a_machine_that_was_fully_busy_say_so()
    {
        var cpu = HostCpu.Between(
            CpuAccounting.Parse(RecordedOutput.Read("cpu_accounting_before.txt")),
            CpuAccounting.Parse(RecordedOutput.Read("cpu_accounting_after.txt"))
        )!;
        Assert.Multiple(() =>
        {
            Assert.That(cpu.Cores, Is.EqualTo(2));
            Assert.That(cpu.BusySeconds, Is.EqualTo(2 * cpu.WindowSeconds).Within(1e-6));
            Assert.That(cpu.BusySecondsPerCore["0"], Is.EqualTo(cpu.WindowSeconds).Within(1e-6));
            Assert.That(cpu.UserSeconds, Is.EqualTo((1815198 - 1815037 + 14909 - 14876) / 100.0).Within(1e-9));
            // Next to nothing: within the error of the clocks.
            Assert.That(cpu.OutsideTasksSeconds, Is.EqualTo(0).Within(0.02));
        });
    }

    // Ten seconds of one core, of which the idle clock saw 7: 3 busy, 2 of them in tasks.
    [Test]
    public void Interrupts_that_hit_an_idle_core_are_what_the_idle_clock_and_the_tasks_leave() =>
        Assert.That(
            HostCpu.Between(Moment(100, 1000, 0), Moment(110, 1700, 2_000_000_000))!,
            Has.Property(nameof(HostCpu.BusySeconds))
                .EqualTo(3)
                .Within(1e-6)
                .And.Property(nameof(HostCpu.OutsideTasksSeconds))
                .EqualTo(1)
                .Within(1e-6)
        );

    // Cut at zero or at the error of the clocks, a small cost would vanish and a larger one be too large, in the mean of many runs.
    [TestCase(2_995_000_000, 0.005)]
    [TestCase(3_100_000_000, -0.1)]
    public void A_difference_within_the_error_of_the_clocks_keeps_its_size_and_sign(long tasks, double seconds) =>
        Assert.That(HostCpu.Between(Moment(100, 1000, 0), Moment(110, 1700, tasks))!.OutsideTasksSeconds, Is.EqualTo(seconds).Within(1e-9));

    [Test]
    public void Where_interrupts_are_measured_they_count_and_the_softirq_threads_not_twice()
    {
        const string Measured = "/boot/config-6.1:CONFIG_IRQ_TIME_ACCOUNTING=y\n";
        var cpu = HostCpu.Between(
            Moment(100, 1000, 0, more: Thread(100) + Measured),
            Moment(110, 1700, 2_000_000_000, softIrq: 40, Thread(300) + Measured)
        )!;
        Assert.That((cpu.OutsideTasksSeconds, cpu.NetworkThreadSeconds), Is.EqualTo((0.4, 0.0)));
    }

    [Test]
    public void Where_they_are_not_the_softirq_threads_do_the_network_s_work_in_tasks_of_their_own()
    {
        var cpu = HostCpu.Between(Moment(100, 1000, 0, more: Thread(100)), Moment(110, 1700, 3_000_000_000, more: Thread(300)))!;
        Assert.That((cpu.OutsideTasksSeconds, cpu.NetworkThreadSeconds, cpu.NetworkSeconds), Is.EqualTo((0.0, 2.0, 2.0)));
    }

    [Test]
    public void A_kernel_that_tells_no_time_of_tasks_leaves_the_interrupts_unknown()
    {
        var cpu = HostCpu.Between(Moment(100, 1000, null), Moment(110, 1700, null))!;
        Assert.That((cpu.OutsideTasksSeconds, cpu.OutsideTasksSource, cpu.NetworkSeconds), Is.EqualTo(((double?)null, (string?)null, 0.0)));
    }

    [Test]
    public void Without_time_between_two_moments_there_is_nothing() =>
        Assert.That(HostCpu.Between(Moment(100, 1000, 0), Moment(100, 1000, 0)), Is.Null);

    private static string Thread(int ticks) => $"/proc/14/stat:14 (ksoftirqd/0) S 2 0 0 0 -1 0 0 0 0 0 0 {ticks} 0 0 20\n";

    private static CpuAccounting Moment(double clock, int idleTicks, long? tasks, int softIrq = 0, string more = "") =>
        CpuAccounting.Parse(
            $"{clock:F3}\ncpu  100 0 100 {idleTicks} 0 0 {softIrq} 0 0 0\ncpu0 100 0 100 {idleTicks} 0 0 "
                + $"{softIrq} 0 0 0\n{(tasks is null ? "" : $"/sys/fs/cgroup/cpuacct/cpuacct.usage_percpu:{tasks} \n")}{more}@{clock:F3}\n"
        );
}
