using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Reporting.Live;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Reporting.Live;

[TestFixture]
internal sealed class SessionPlanTableTests
{
    private ConfigFolder _set = null!;

    [SetUp]
    public void MakeSet() =>
        _set = new ConfigFolder()
            .Write("performance-test-spec.yaml", ConfigFolder.Loads + "\n    durations: [10]\n")
            .Write("thresholds.yaml", "looks: [5, 8]\nbaseline_rounds: 5");

    [TearDown]
    public void RemoveSet() => _set.Dispose();

    [Test]
    public void Cases_rounds_and_time_are_told_for_each_tool_and_environment() =>
        Assert.That(
            Render("quiet"),
            Is.EqualTo(
                """
                2 cases to measure, about 7 min, longer where the first look at the data does not decide
                  environment  tool        cases  rounds   time
                  net          (baseline)      1       5  3 min
                  net          quiet           1  5 to 8  4 min

                """
            )
        );

    [Test]
    public void Baselines_alone_have_no_looks()
    {
        var plan = Plan("quiet");
        Assert.That(
            SessionPlanTable.Render(plan, [plan.Cases[0]]),
            Does.StartWith("1 case to measure, about 3 min\n").And.Not.Contain("quiet")
        );
    }

    private string Render(string tool)
    {
        var plan = Plan(tool);
        return SessionPlanTable.Render(plan, plan.Cases);
    }

    private SessionPlan Plan(string tool)
    {
        _set.Write("ebpf-tools-spec.yaml", $"ebpf_tools: {{{tool}: {{path: q, test_scope: {{test_types: [latency], protocols: [tcp]}}}}}}");
        return SessionPlan.Load(new SessionOptions { ConfigDir = _set.Folder, ResultDir = _set.Folder });
    }
}
