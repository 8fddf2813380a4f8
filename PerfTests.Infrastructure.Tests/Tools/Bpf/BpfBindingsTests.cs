using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Tools.Bpf;

[TestFixture]
internal sealed class BpfBindingsTests
{
    // As recorded with bpftool 7.1, which does not tell of TCX, on v1 with clsact and v0 with an ingress queue.
    internal const string Recorded = """
        # held
        "prog_id":101
        bound tcx/ingress 101 3
        "prog_id":101
        bound tcx/egress 101 3
        # names
        1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc htb state UNKNOWN mode DEFAULT group default qlen 1000\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
        3: v0@v1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000\    link/ether d6:89:6c:36:60:43 brd ff:ff:ff:ff:ff:ff
        # net
        [{"xdp":[],"tc":[{"devname":"lo","ifindex":1,"kind":"htb","name":"cls:[*fsobj]","id":102},{"devname":"v1","ifindex":2,"kind":"clsact/ingress","name":"cls:[*fsobj]","id":102},{"devname":"v1","ifindex":2,"kind":"clsact/egress","name":"cls:[*fsobj]","id":103},{"devname":"v0","ifindex":3,"kind":"ingress","name":"cls:[*fsobj]","id":102},{"devname":"v0","ifindex":3,"kind":"root","name":"cls:[*fsobj]","id":102},{"devname":"v0","ifindex":3,"kind":"clsact/ingress","name":"cls:[*fsobj]","id":102},{"devname":"v0","ifindex":3,"kind":"clsact/egress","name":"cls:[*fsobj]","id":102}],"flow_dissector":[]}]

        # cgroup
        # end
        """;

    [Test]
    public void Programs_are_told_with_their_interface_and_the_packets_that_they_see() =>
        Assert.That(
            BpfBindings.Parse(Recorded),
            Is.EquivalentTo(
                new BpfBinding[]
                {
                    new(102, "lo", null),
                    new(102, "v1", true),
                    new(103, "v1", false),
                    new(102, "v0", true),
                    new(101, "v0", true),
                    new(101, "v0", false),
                }
            )
        );

    // As the source of bpftool 7.3 and later prints them.
    [TestCase("""{"xdp":[{"devname":"eth0","ifindex":2,"mode":"driver","id":41}],"tc":[]}""", 41, true)]
    [TestCase("""{"xdp":[{"devname":"eth0","ifindex":2,"multi_attachments":[{"mode":"generic","id":41}]}],"tc":[]}""", 41, true)]
    [TestCase("""{"xdp":[],"tc":[{"devname":"eth0","ifindex":2,"kind":"tcx/egress","name":"f","prog_id":42,"link_id":7}]}""", 42, false)]
    [TestCase("""{"xdp":[],"tc":[{"devname":"eth0","ifindex":2,"kind":"netkit/primary","name":"f","prog_id":43}]}""", 43, false)]
    [TestCase("""{"xdp":[],"tc":[{"devname":"eth0","ifindex":2,"kind":"netkit/peer","name":"f","prog_id":43}]}""", 43, true)]
    public void Every_way_of_binding_is_known(string part, int id, bool receives) =>
        Assert.That(BpfBindings.Parse($"# net\n[{part}]\n"), Is.EqualTo(new[] { new BpfBinding(id, "eth0", receives) }));

    [TestCase("")]
    [TestCase("# net\n[1]")]
    [TestCase("# net\n[{\"xdp\":7}]")]
    [TestCase("# net\n[{\"xdp\":[{\"id\":41}]}]")]
    [TestCase("# net\n[{\"xdp\":[{\"devname\":1,\"id\":41}]}]")]
    [TestCase("# net\n[{\"tc\":[{\"devname\":\"eth0\",\"kind\":\"clsact/ingr")]
    [TestCase("# held\nbound tcx/ingress 101 99999999999\n# names\n3: v0@v1: <UP>")]
    [TestCase("# held\nbound tcx/ingress 101 3\n# names\n")]
    public void What_makes_no_sense_or_is_cut_off_tells_nothing(string text) => Assert.That(BpfBindings.Parse(text), Is.Empty);
}
