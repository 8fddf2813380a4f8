using System.Text;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Workbench.Doctor;
using PerfTests.Workbench.Doctor.Checks;

namespace PerfTests.Infrastructure.Tests.Workbench.Doctor.Checks;

[TestFixture]
internal sealed class CountersCheckTests
{
    private const string ToolHost = "server";

    [Test]
    public void A_host_that_counts_is_told_with_what()
    {
        var finding = Judge(Answers(RecordedOutput.Read("perf_software.csv")), "context-switches", "page-faults").Single();
        Assert.That(
            finding,
            Is.EqualTo(new CheckResult("one", "perf counters", CheckStatus.Ok, "perf counts context-switches, page-faults"))
        );
    }

    [Test]
    public void A_counter_that_others_use_too_is_told()
    {
        var log = RecordedOutput.Read("perf_software.csv").Replace(",100.00,", ",48.20,", StringComparison.Ordinal);
        Assert.That(
            Judge(Answers(log), "page-faults").Single().Found,
            Is.EqualTo("perf counts page-faults; others use the counters too: page-faults in 48.2 % of the time, scaled")
        );
    }

    // A warning would close the gate of doctor --strict on every virtual machine.
    [Test]
    public void A_host_that_cannot_count_is_told_why_and_what_for_and_is_no_worse_for_it()
    {
        var finding = Judge(Answers(RecordedOutput.Read("perf_not_supported.csv"))).Single();
        Assert.Multiple(() =>
        {
            Assert.That(finding.Status, Is.EqualTo(CheckStatus.Skipped));
            Assert.That(
                finding.Found,
                Is.EqualTo(
                    "perf says <not supported> for instructions; perf says <not supported> for cycles. Only budgets on "
                        + "instructions_per_packet and cycles_per_packet need them"
                )
            );
            Assert.That(finding.Remedy, Does.Contain("let a virtual machine have its processor's counters"));
        });
    }

    [TestCase("perf=absent", "the host has no program perf", "linux-perf")]
    [TestCase(
        "perf=there\nperf said=Error: Access is limited. perf_event_paranoid setting is 2:",
        "the login may not count events of the whole host",
        "kernel.perf_event_paranoid"
    )]
    [TestCase(
        "perf=there\nperf said=WARNING: perf not found for kernel 6.1.0-1",
        "it said: WARNING: perf not found for kernel 6.1.0-1",
        "perf stat -a"
    )]
    [TestCase("perf=there\nperf said=", "it printed nothing", "perf stat -a")]
    [TestCase("perf=there\nperf log=MTIzCg==", "cannot be read: its first line is '123'", "by hand")]
    [TestCase("perf=there\nperf log=MTIz", "cannot be read: it ends within a line", "by hand")]
    [TestCase("perf=there\nperf log=<html>", "did not get to it", null)]
    [TestCase("", "did not get to it", null)]
    public void What_a_host_lacks_has_its_remedy(string answers, string found, string? remedy)
    {
        var finding = Judge(answers).Single();
        Assert.Multiple(() =>
        {
            Assert.That(finding.Status, Is.EqualTo(CheckStatus.Skipped));
            Assert.That(finding.Found, Does.Contain(found));
            Assert.That(finding.Remedy, remedy is null ? Is.Null : Does.Contain(remedy));
        });
    }

    [Test]
    public void It_is_tried_by_the_account_of_the_monitors()
    {
        var check = new CountersCheck(new MonitoringConfig());
        var (login, root) = (Probed.Needs(), Probed.Needs(HostRole.Server, id: ToolHost));
        Assert.Multiple(() =>
        {
            Assert.That((check.LoginScript(login).Length > 0, check.RootScript(login)), Is.EqualTo((true, "")));
            Assert.That((check.LoginScript(root), check.RootScript(root).Length > 0), Is.EqualTo(("", true)));
            Assert.That(check.Judge(Probed.Healthy(root) with { Root = null }).Single().Found, Is.EqualTo("root is needed to look"));
        });
    }

    [Test]
    public void Nothing_is_tried_where_nothing_would_be_counted() =>
        Assert.Multiple(() =>
        {
            foreach (
                var monitoring in new[]
                {
                    new MonitoringConfig { Enabled = false },
                    new MonitoringConfig { Perf = new PerfCounting { Enabled = false } },
                }
            )
            {
                Assert.That(new CountersCheck(monitoring).LoginScript(Probed.Needs()), Is.Empty);
                Assert.That(new CountersCheck(monitoring).Judge(Probed.Healthy()), Is.Empty);
            }
        });

    private static string Answers(string log) => $"perf=there\nperf said=\nperf log={Convert.ToBase64String(Encoding.UTF8.GetBytes(log))}";

    private static IEnumerable<CheckResult> Judge(string answers, params string[] events)
    {
        var monitoring = new MonitoringConfig { Perf = events.Length > 0 ? new PerfCounting { Events = events } : new PerfCounting() };
        return new CountersCheck(monitoring).Judge(Probed.Healthy() with { Login = ProbeAnswers.Parse(answers) });
    }
}
