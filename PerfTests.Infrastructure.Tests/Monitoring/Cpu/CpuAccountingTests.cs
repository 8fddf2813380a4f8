using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Monitoring.Cpu;

namespace PerfTests.Infrastructure.Tests.Monitoring.Cpu;

[TestFixture]
internal sealed class CpuAccountingTests
{
    private const string Stat = "100.0\ncpu  100 0 100 1000 0 0 0 0 0 0\ncpu0 100 0 100 1000 0 0 0 0 0 0\n";

    private static string Recorded => RecordedOutput.Read("cpu_accounting_before.txt");

    [Test]
    public void Clock_kernel_cores_tasks_and_softirq_threads_are_read()
    {
        var read = CpuAccounting.Parse(Recorded);
        Assert.Multiple(() =>
        {
            Assert.That(read.BootId, Is.EqualTo("580fd620-f316-40ac-bc8f-2900c76ea6dc"));
            Assert.That(read.Time.ToUnixTimeMilliseconds(), Is.EqualTo(1795381976392).Within(2));
            Assert.That(read.TimeErrorSeconds, Is.EqualTo((0.413401464 - 0.371984912) / 2).Within(1e-6));
            Assert.That(read.Cpu.Cpus.Keys, Is.EqualTo(new[] { 0, 1 }));
            Assert.That(read.Cpu.All.Idle, Is.EqualTo(2519520));
            Assert.That(read.TaskNanoseconds, Is.EqualTo(12884581612084 + 11667302432776));
            Assert.That(read.TaskSource, Is.EqualTo("cpuacct.usage_percpu"));
            Assert.That(read.SoftIrqThreadSeconds.Keys, Is.EqualTo(new[] { 14, 22 }));
            Assert.That(read.MeasuresInterrupts, Is.False);
        });
    }

    [Test]
    public void Without_cpuacct_the_run_queues_tell_the_time_of_tasks()
    {
        var read = CpuAccounting.Parse(
            $"{Stat}/proc/schedstat:cpu0 0 0 0 0 0 0 7000 8 9\n/proc/schedstat:cpu1 0 0 0 0 0 0 500 8 9\n@100.1\n"
        );
        Assert.That((read.TaskNanoseconds, read.TaskSource), Is.EqualTo((7500, "/proc/schedstat")));
    }

    [Test]
    public void A_kernel_that_measures_interrupts_says_so_and_threads_for_the_network_are_told_from_softirqs()
    {
        var read = CpuAccounting.Parse(
            Stat
                + "/proc/14/stat:14 (ksoftirqd/0) S 2 0 0 0 -1 0 0 0 0 0 0 300 0 0 20\n"
                + "/proc/99/stat:99 (napi/eth0-8193) S 2 0 0 0 -1 0 0 0 0 0 0 200 0 0 "
                + "20\n/boot/config-6.1.0:CONFIG_IRQ_TIME_ACCOUNTING=y\n@100.1\n"
        );
        Assert.Multiple(() =>
        {
            Assert.That(read.MeasuresInterrupts);
            Assert.That(read.SoftIrqThreadSeconds, Is.EqualTo(new Dictionary<int, double> { [14] = 3 }));
            Assert.That(read.NetworkThreadSeconds, Is.EqualTo(new Dictionary<int, double> { [99] = 2 }));
            Assert.That(read.TaskNanoseconds, Is.Null);
        });
    }

    [TestCase("")]
    [TestCase("cpu  1 2 3 4\n")]
    [TestCase("100.0\n@100.1\n")]
    [TestCase("100.0\n@100.1\n@100.2\n")]
    [TestCase("now\ncpu  1 2 3 4\n@100.1\n")]
    [TestCase("100.2\ncpu  1 2 3 4\n@100.1\n")]
    [TestCase("100.0\ncpu  1 2 3\n@100.1\n")]
    [TestCase(Stat + "/proc/schedstat:cpu0 1 2 3\n@100.1\n")]
    [TestCase(Stat + "/sys/fs/cgroup/cpuacct/cpuacct.usage_percpu:12 -3 \n@100.1\n")]
    [TestCase(Stat + "/proc/14/stat:14 (ksoftirqd/0) S 2\n@100.1\n")]
    public void What_is_not_whole_is_refused(string text) => Assert.That(() => CpuAccounting.Parse(text), Throws.TypeOf<FormatException>());

    [Test]
    public void Output_that_is_cut_anywhere_is_refused() =>
        Prop.ForAll(
                Gen.Choose(0, Recorded.Length - 1).ToArbitrary(),
                length =>
                {
                    try
                    {
                        CpuAccounting.Parse(Recorded[..length]);
                        return false;
                    }
                    catch (FormatException)
                    {
                        return true;
                    }
                }
            )
            .QuickCheckThrowOnFailure();
}
