using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;

namespace PerfTests.Infrastructure.Tests.Execution.Sessions;

[TestFixture]
internal sealed class AskedForTests
{
    private static readonly SessionOptions Defaults = new() { ConfigDir = RepositoryFolder.Of("config"), ResultDir = "/nowhere" };

    [Test]
    public void A_tool_that_was_asked_for_and_has_no_case_is_an_error_also_beside_one_that_has_some() =>
        Assert.That(
            () =>
                SessionPlan.Load(
                    Defaults with
                    {
                        Tools = ["tcp_state_counter", "vm_network_latency_summary"],
                        Environments = ["lab-system"],
                    }
                ),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("no case of the matrix has the tool 'vm_network_latency_summary'")
        );

    [Test]
    public void An_environment_that_was_asked_for_and_has_no_case_is_an_error_too() =>
        Assert.That(
            () => SessionPlan.Load(Defaults with { Tools = ["vm_network_latency_summary"], Environments = ["lab-system", "lab-vm"] }),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("the environment 'lab-system'")
        );

    [Test]
    public void What_was_asked_for_and_has_cases_is_planned() =>
        Assert.That(SessionPlan.Load(Defaults with { Tools = ["vm_network_latency_summary"] }).Cases, Is.Not.Empty);
}
