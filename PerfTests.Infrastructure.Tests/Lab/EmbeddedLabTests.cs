using PerfTests.Infrastructure.Lab;

namespace PerfTests.Infrastructure.Tests.Lab;

[TestFixture]
[Category("Lab")]
internal sealed class EmbeddedLabTests
{
    private EmbeddedLab? _lab;

    private static readonly IEnumerable<string> HostNames = LabTopology.Default.Hosts;

    [OneTimeSetUp]
    public async Task RaiseLab()
    {
        LabSsh.RequireLab();
        _lab = await EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [TestCaseSource(nameof(HostNames))]
    public async Task A_host_is_reached_over_ssh_in_its_own_namespace(string name)
    {
        var host = Host(name);
        var interfaces = name == "vm-host" ? new[] { "lo", "br0", "vnet-server", "vnet-client", "mgmt0" } : ["lo", "data0", "mgmt0"];
        Assert.Multiple(async () =>
        {
            Assert.That(await LabSsh.RunAsync(host, "ip netns identify"), Is.EqualTo(host.Namespace));
            Assert.That(
                (await LabSsh.RunAsync(host, "tail -n +3 /proc/net/dev | cut -d: -f1")).Split('\n', StringSplitOptions.TrimEntries),
                Is.EquivalentTo(interfaces)
            );
        });
    }

    [TestCase("system-client", "198.19.1.1")]
    [TestCase("system-server", "198.19.1.2")]
    [TestCase("vm-client", "198.19.2.1")]
    [TestCase("vm-server", "198.19.2.2")]
    public async Task The_ends_of_an_environment_reach_each_other(string from, string address) =>
        Assert.That(await LabSsh.RunAsync(Host(from), $"ping -n -c 2 -i 0.1 -W 2 {address}"), Does.Contain(" 2 received"));

    [Test]
    public async Task The_environments_do_not_reach_each_other() =>
        Assert.That(await LabSsh.RunAsync(Host("system-client"), "ping -n -c 1 -W 1 198.19.2.1 2>&1 || true"), Does.Contain("unreachable"));

    [Test]
    public async Task Packets_between_the_machines_pass_the_hypervisor()
    {
        var before = await PacketsAsync("vm-host", "vnet-client");
        await LabSsh.RunAsync(Host("vm-client"), "ping -n -q -c 10 -i 0.01 198.19.2.1");
        Assert.That(await PacketsAsync("vm-host", "vnet-client") - before, Is.EqualTo(20));
    }

    [TestCase("system-server", "data0")]
    [TestCase("vm-server", "data0")]
    [TestCase("vm-host", "vnet-client")]
    public async Task A_data_interface_is_silent_while_nothing_is_sent(string name, string networkInterface)
    {
        var before = await PacketsAsync(name, networkInterface);
        await Task.Delay(1000);
        Assert.That(await PacketsAsync(name, networkInterface), Is.EqualTo(before));
    }

    [Test]
    public async Task A_ping_costs_two_packets_and_no_ARP()
    {
        var before = await PacketsAsync("system-server", "data0");
        await LabSsh.RunAsync(Host("system-client"), "ping -n -q -c 1 198.19.1.1");
        Assert.That(await PacketsAsync("system-server", "data0") - before, Is.EqualTo(2));
    }

    [Test]
    public async Task What_is_deployed_to_a_host_s_folder_can_be_run()
    {
        var host = Host("system-server");
        var program = $"{host.Folder}/tool";
        Assert.That(
            await LabSsh.RunAsync(host, $"printf '#!/bin/sh\\necho ran\\n' >{program} && chmod 700 {program} && {program}"),
            Is.EqualTo("ran")
        );
    }

    [Test]
    public void Another_host_s_key_is_refused()
    {
        var knownHosts = Path.Combine(Host("vm-host").Folder, "known_hosts");
        File.WriteAllLines(
            knownHosts,
            File.ReadLines(Host("vm-host").KnownHostsFile)
                .Select(line =>
                    line.Replace(Host("system-server").Address + " ", "removed ", StringComparison.Ordinal)
                        .Replace(Host("system-client").Address + " ", Host("system-server").Address + " ", StringComparison.Ordinal)
                )
        );
        Assert.That(
            () => LabSsh.RunAsync(Host("system-server"), "true", knownHosts),
            Throws.TypeOf<LabUnavailableException>().With.Message.Contains("Host key verification failed")
        );
    }

    [Test]
    public async Task Tools_on_a_host_find_the_kernel_s_tracepoints()
    {
        if (!(await File.ReadAllTextAsync("/proc/filesystems")).Contains("tracefs", StringComparison.Ordinal))
            Assert.Ignore("this kernel has no tracefs");
        Assert.That(
            await LabSsh.RunAsync(
                Host("vm-host"),
                "ls -d /sys/kernel/tracing/events/net /sys/kernel/debug/tracing/events/net 2>/dev/null; true"
            ),
            Does.Contain("events/net")
        );
    }

    [Test]
    public async Task Two_labs_stand_side_by_side_with_the_same_data_addresses()
    {
        await using var other = await EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None);
        var theirs = other.Hosts["system-client"];
        Assert.Multiple(async () =>
        {
            Assert.That(other.Index, Is.Not.EqualTo(_lab!.Index));
            Assert.That(await LabSsh.RunAsync(theirs, "ping -n -c 1 -W 2 198.19.1.1"), Does.Contain(" 1 received"));
            Assert.That(await LabSsh.RunAsync(Host("system-client"), "ping -n -c 1 -W 2 198.19.1.1"), Does.Contain(" 1 received"));
            Assert.That(
                () => LabSsh.RunAsync(theirs, "true", identity: Host("system-client").IdentityFile),
                Throws.TypeOf<LabUnavailableException>().With.Message.Contains("Permission denied")
            );
        });
    }

    [Test]
    public async Task The_machine_lists_the_lab_as_owned_by_this_process()
    {
        var listed = (await EmbeddedLab.ListAsync(CancellationToken.None)).Single(lab => lab.Index == _lab!.Index);
        Assert.Multiple(() =>
        {
            Assert.That(listed.Condition, Is.EqualTo(LabCondition.Owned));
            Assert.That(listed.OwnerProcessId, Is.EqualTo(Environment.ProcessId));
            Assert.That(listed.Hosts, Is.EqualTo(_lab!.Hosts));
        });
    }

    private LabHost Host(string name) => _lab!.Hosts[name];

    private async Task<long> PacketsAsync(string name, string networkInterface)
    {
        var line = await LabSsh.RunAsync(Host(name), $"grep '^ *{networkInterface}:' /proc/net/dev");
        var fields = line.Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(fields[1]) + long.Parse(fields[9]);
    }
}
