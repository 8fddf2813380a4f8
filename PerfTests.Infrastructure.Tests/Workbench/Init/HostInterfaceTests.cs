using System.Text.Json;
using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed class HostInterfaceTests
{
    [Test]
    public void Interfaces_that_are_up_are_read_with_the_addresses_that_others_can_use()
    {
        var links = HostInterface.Parse(RecordedOutput.Read("ip_j_addr_eth0.json"));
        Assert.That(
            links.Select(link => (link.Name, link.HardwareAddress, string.Join(' ', link.Addresses))),
            Is.EqualTo(new[] { ("eth0", "02:fc:00:00:00:01", "192.0.2.2 fd00::2") })
        );
    }

    [Test]
    public void A_host_of_the_lab_has_two()
    {
        var links = HostInterface.Parse(RecordedOutput.Read("ip_j_addr.json"));
        Assert.That(
            links.Select(link => $"{link.Name} {link.Addresses.Single()}"),
            Is.EqualTo(new[] { "mgmt0 198.18.1.2", "data0 198.19.1.1" })
        );
    }

    [TestCase("temporary")]
    [TestCase("tentative")]
    [TestCase("deprecated")]
    public void An_address_that_will_not_last_is_left_out(string flag)
    {
        var links = HostInterface.Parse(
            $$"""[{"ifname":"e","flags":["UP"],"addr_info":[{"local":"2001:db8::1","scope":"global","{{flag}}":true},{"local":"2001:db8::2","scope":"global"},{"local":"fe80::1","scope":"link"}]}]"""
        );
        Assert.That(links.Single().Addresses, Is.EqualTo(new[] { "2001:db8::2" }));
    }

    [TestCase("[]")]
    [TestCase("[{},1,null,\"x\"]")]
    [TestCase("""[{"ifname":5,"flags":["UP"]},{"ifname":"e","flags":"UP"},{"ifname":"e","flags":[1]}]""")]
    public void What_has_no_usable_interface_has_none(string json) => Assert.That(HostInterface.Parse(json), Is.Empty);

    [TestCase("""[{"ifname":"e","flags":["UP"],"addr_info":[1,{"scope":"global"},{"local":"$(reboot)","scope":"global"}]}]""")]
    public void What_is_no_address_is_none(string json) => Assert.That(HostInterface.Parse(json).Single().Addresses, Is.Empty);

    [Test]
    public void Output_that_is_cut_off_is_refused_wherever_it_ends([Values("ip_j_addr.json", "ip_j_addr_eth0.json")] string file)
    {
        var text = RecordedOutput.Read(file).Trim();
        foreach (var length in Enumerable.Range(0, text.Length - 1))
            Assert.That(() => HostInterface.Parse(text[..length]), Throws.InstanceOf<JsonException>(), text[..length]);
    }

    [TestCase("{}")]
    [TestCase("Option \"-j\" is unknown, try \"ip -help\".")]
    public void Output_of_another_kind_is_refused(string text) =>
        Assert.That(() => HostInterface.Parse(text), Throws.InstanceOf<JsonException>());
}
