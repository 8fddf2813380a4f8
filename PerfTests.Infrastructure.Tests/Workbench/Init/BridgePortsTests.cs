using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed class BridgePortsTests
{
    private static readonly string Table = RecordedOutput.Read("bridge_j_fdb.json");

    [Test]
    public void The_ports_are_those_behind_which_the_bridge_saw_the_two_ends() =>
        Assert.That(
            BridgePorts.Parse(Table, Path("02:00:c6:13:02:01", "02:00:C6:13:02:02")),
            Is.EqualTo(new BridgePorts("vnet-server", "vnet-client", "br0"))
        );

    [TestCase("02:00:c6:13:02:01", "02:00:00:00:00:99", Description = "one end is elsewhere")]
    [TestCase("02:00:c6:13:02:01", "02:00:c6:13:02:01", Description = "both behind one port")]
    [TestCase("33:33:00:00:00:01", "02:00:c6:13:02:01", Description = "no port of a bridge")]
    [TestCase("", "")]
    public void Ends_that_are_not_behind_two_ports_of_one_bridge_give_none(string server, string client) =>
        Assert.That(BridgePorts.Parse(Table, Path(server, client)), Is.Null);

    [Test]
    public void A_table_that_is_empty_or_cut_off_or_of_another_kind_gives_none()
    {
        string[] texts =
        [
            "",
            "[]",
            "{}",
            "[1,null]",
            "bridge: not found",
            .. Enumerable.Range(0, Table.Trim().Length - 1).Select(length => Table[..length]),
        ];
        Assert.That(texts.Select(text => BridgePorts.Parse(text, Path("02:00:c6:13:02:01", "02:00:c6:13:02:02"))), Has.All.Null);
    }

    private static TestPath Path(string server, string client) =>
        new(new PathEnd("data0", "198.19.2.1", server), new PathEnd("data0", "198.19.2.2", client), null, 0.1, false);
}
