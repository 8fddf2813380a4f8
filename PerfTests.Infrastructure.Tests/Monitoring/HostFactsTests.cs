using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Tests.Remote;

namespace PerfTests.Infrastructure.Tests.Monitoring;

[TestFixture]
internal sealed class HostFactsTests
{
    private const string Told = """
        perftests part kernel
        Linux 6.18 x86_64
        perftests part files
        /proc/sys/net/ipv4/tcp_rmem:4096\t131072\t6291456
        /proc/sys/kernel/version:#1 SMP   Debian
        /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor:
        /sys/devices/system/cpu/vulnerabilities/meltdown:Not affected
        /sys/devices/system/cpu/vulnerabilities/spectre_v2:Mitigation: IBRS; STIBP: disabled
        perftests part machine
        processor\t: 0
        model name\t: A CPU @ 3 GHz
        processor\t: 1
        model name\t: A CPU @ 3 GHz
        MemTotal:       24500000 kB
        perftests part iperf3
        iperf 3.18 (cJSON 1.7.15)
        Linux somewhere
        perftests part netperf
        perftests part ping
        ping from iputils 20240905
        perftests part link
        2: data0: <BROADCAST,UP> mtu 9000 qdisc fq_codel state UP
        perftests part driver
        driver: veth
        version: 1.0
        firmware-version:
        bus-info: pci
        perftests part offloads
        Features for data0:
        rx-checksumming: on
        tx-checksumming: off
        rx-vlan-offload: on [fixed]
        perftests part rings
        Ring parameters for data0:
        Pre-set maximums:
        RX:		4096
        perftests part rings
        said twice
        perftests part channels
        Channel parameters for data0:
        Pre-set maximums:
        Combined:	8
        Current hardware settings:
        Combined:	4
        perftests part coalescing
        Coalesce parameters for data0:
        Adaptive RX: off  TX: off
        rx-usecs:	8
        perftests part interrupts
        24:0-1 25:1 
        perftests part filters
        filter protocol all pref 49152 bpf chain 0
        filter protocol all pref 49152 bpf chain 0 handle 0x1 count.o:[tc] direct-action not_in_hw id 57 name count tag 3b185187f1855c4c jited

        """;

    [Test]
    public void Facts_are_read_and_those_without_a_value_left_out() =>
        Assert.That(
            HostFacts.Parse(Told.Replace(@"\t", "\t", StringComparison.Ordinal)),
            Is.EquivalentTo(
                new Dictionary<string, string>
                {
                    ["kernel"] = "Linux 6.18 x86_64",
                    ["kernel_build"] = "#1 SMP Debian",
                    ["net.ipv4.tcp_rmem"] = "4096 131072 6291456",
                    ["mitigations"] = "meltdown:Not affected;spectre_v2:Mitigation: IBRS; STIBP: disabled;",
                    ["cpu"] = "A CPU @ 3 GHz",
                    ["cpus"] = "2",
                    ["memory_kb"] = "24500000",
                    ["iperf3"] = "iperf 3.18",
                    ["ping"] = "ping from iputils 20240905",
                    ["mtu"] = "9000",
                    ["qdisc"] = "fq_codel",
                    ["driver"] = "veth 1.0",
                    ["offloads"] = "rx-checksumming rx-vlan-offload",
                    ["rings"] = "Pre-set maximums: RX: 4096",
                    ["channels"] = "Pre-set maximums: Combined: 8 Current hardware settings: Combined: 4",
                    ["coalescing"] = "Adaptive RX: off TX: off rx-usecs: 8",
                    ["irq_affinity"] = "24:0-1 25:1",
                    ["tc_filters"] = "protocol all pref 49152 bpf chain 0",
                }
            )
        );

    [Test]
    public void What_a_driver_adapts_by_itself_is_no_fact() =>
        Assert.That(
            HostFacts.Parse("perftests part coalescing\nCoalesce parameters for eth0:\nAdaptive RX: on  TX: off\nrx-usecs:\t37\n"),
            Is.EqualTo(new Dictionary<string, string> { ["coalescing"] = "Adaptive RX: on TX: off" })
        );

    [Test]
    public void An_interface_with_a_program_on_it_still_tells_its_mtu() =>
        Assert.That(
            HostFacts.Parse("perftests part link\n2: eth0: <UP> mtu 1500 xdp/id:9 qdisc mq state UP\n"),
            Is.EqualTo(new Dictionary<string, string> { ["mtu"] = "1500", ["qdisc"] = "mq" })
        );

    [TestCase("")]
    [TestCase("\n\n")]
    [TestCase("cut off in the middle")]
    [TestCase("perftests part ")]
    [TestCase("perftests part files\n/proc/sys/net/core/rmem_max")]
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
