using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Tests.Remote;

namespace PerfTests.Infrastructure.Tests.Monitoring;

[TestFixture]
internal sealed class HostFactsTests
{
    [Test]
    public void Facts_are_read_and_those_without_a_value_left_out() =>
        Assert.That(
            HostFacts.Parse("kernel=Linux 6.18 x86_64\ngovernor=\nmitigations=meltdown:Not affected;a=b; \nblank=   \nno fact\n"),
            Is.EqualTo(new Dictionary<string, string> { ["kernel"] = "Linux 6.18 x86_64", ["mitigations"] = "meltdown:Not affected;a=b;" })
        );

    [Test]
    public void A_fact_that_comes_twice_keeps_its_first_value() =>
        Assert.That(HostFacts.Parse("mtu=1500\nmtu=9000\n")["mtu"], Is.EqualTo("1500"));

    [TestCase("")]
    [TestCase("\n\n")]
    [TestCase("cut off in the middle")]
    public void What_has_no_fact_gives_none(string lines) => Assert.That(HostFacts.Parse(lines), Is.Empty);

    [Test]
    [Category("Lab")]
    public async Task A_host_tells_the_facts_that_decide_its_figures()
    {
        await using var lab = await RemoteLab.RaiseAsync();
        var facts = await HostFacts.ReadAsync(lab["system-server"], "data0", CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(facts["kernel"], Does.StartWith("Linux "));
            Assert.That(int.Parse(facts["cpus"]), Is.EqualTo(Environment.ProcessorCount).Or.Positive);
            Assert.That(facts["mtu"], Is.EqualTo("1500"));
            Assert.That(facts["net.ipv4.tcp_congestion_control"], Is.Not.Empty);
            Assert.That(facts["iperf3"], Does.Match(@"\Aiperf 3\.\d+\z"));
            Assert.That(facts["net.ipv4.tcp_rmem"].Split(' ').Select(int.Parse).ToList(), Has.Count.EqualTo(3).And.All.GreaterThan(1000));
            Assert.That(facts["qdisc"], Is.Not.Empty);
            Assert.That(facts["offloads"], Does.Contain("rx-checksumming"));
            Assert.That(facts["mitigations"], Does.Contain(";"));
        });
    }

    [Test]
    [Category("Lab")]
    public async Task A_hostile_interface_name_is_only_a_name_without_facts()
    {
        await using var lab = await RemoteLab.RaiseAsync();
        var facts = await HostFacts.ReadAsync(lab["system-server"], "$(echo data0); it's", CancellationToken.None);
        Assert.That(facts.ContainsKey("kernel") && !facts.ContainsKey("mtu"));
    }
}
