using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Tests.Monitoring.Counters;

[TestFixture]
internal sealed class NetDevParserTests
{
    private static readonly string Recorded = RecordedOutput.Read("proc_net_dev.txt");

    [Test]
    public void Every_interface_has_its_counters()
    {
        var interfaces = NetDevParser.Parse(Recorded);
        Assert.That(interfaces.Keys, Is.EquivalentTo(new[] { "lo", "mgmt", "data" }));
        Assert.That(
            interfaces["data"],
            Is.EqualTo(
                new NetDevCounters
                {
                    ReceivedBytes = 39008466610,
                    ReceivedPackets = 2364088,
                    ReceiveErrors = 0,
                    ReceiveDropped = 0,
                    SentBytes = 2703027916,
                    SentPackets = 1226767,
                    SendErrors = 0,
                    SendDropped = 0,
                }
            )
        );
    }

    [Test]
    public void Each_column_goes_to_its_own_counter()
    {
        var header = string.Join('\n', Recorded.Split('\n')[..2]);
        var counters = NetDevParser.Parse($"{header}\neth0:1:18446744073709551615 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n")["eth0:1"];
        Assert.That(
            counters,
            Is.EqualTo(
                new NetDevCounters
                {
                    ReceivedBytes = ulong.MaxValue,
                    ReceivedPackets = 2,
                    ReceiveErrors = 3,
                    ReceiveDropped = 4,
                    SentBytes = 9,
                    SentPackets = 10,
                    SendErrors = 11,
                    SendDropped = 12,
                }
            )
        );
    }

    [TestCase("mgmt:", "data:")]
    [TestCase("mgmt:", "mgmt")]
    [TestCase("2703027916", "-1")]
    [TestCase("2703027916", "1e9")]
    [TestCase("2703027916", "99999999999999999999")]
    [TestCase("2703027916 1226767", "2703027916")]
    [TestCase("Inter-|", "")]
    public void Broken_text_is_refused(string part, string replacement) =>
        Assert.That(
            () => NetDevParser.Parse(Recorded.Replace(part, replacement, StringComparison.Ordinal)),
            Throws.TypeOf<FormatException>()
        );

    [Test]
    public void A_cut_text_never_gives_a_wrong_counter()
    {
        var whole = NetDevParser.Parse(Recorded);
        for (var length = 0; length < Recorded.Length; length++)
        {
            try
            {
                Assert.That(NetDevParser.Parse(Recorded[..length]), Is.SubsetOf(whole));
            }
            catch (FormatException)
            {
                continue;
            }
            Assert.That(Recorded[length - 1], Is.EqualTo('\n'));
        }
    }
}
