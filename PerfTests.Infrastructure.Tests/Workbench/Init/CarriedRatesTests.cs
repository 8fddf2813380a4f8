using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed class CarriedRatesTests
{
    [TestCase(943e6, 470e6, 1000, "470M", Description = "half of what TCP carried")]
    [TestCase(943e6, 90e6, null, "90M", Description = "UDP uses the same cap")]
    [TestCase(943e6, null, null, "470M")]
    [TestCase(30e9, 8e9, null, "5G")]
    [TestCase(30e9, 14e9, 1000, "500M", Description = "a buffer took more than the cable")]
    [TestCase(12.3e6, 6e6, null, "6M")]
    public void The_cap_is_half_of_what_was_carried_and_no_more_than_both_protocols_stand(
        double tcp,
        double? udp,
        int? link,
        string bandwidth
    ) => Assert.That(new CarriedRates { Tcp = tcp, Udp = udp }.Bandwidth(link), Is.EqualTo(bandwidth));

    [Test]
    public void Where_udp_lost_at_every_rate_the_cap_is_below_the_lowest_of_them() =>
        Assert.That(new CarriedRates { Tcp = 10e9, LossyUdp = 300e6 }.Bandwidth(null), Is.EqualTo("150M"));

    [TestCase(null, "100M")]
    [TestCase(1000, "500M")]
    [TestCase(40000, "5G")]
    public void Where_nothing_was_measured_the_link_decides_or_a_cautious_guess(int? link, string bandwidth)
    {
        var rates = CarriedRates.NotMeasured("iperf3 is missing");
        Assert.That((rates.Bandwidth(link), rates.SmallBandwidth), Is.EqualTo((bandwidth, "5M")));
    }

    [TestCase(10e6, "10M")]
    [TestCase(1.27e6, "1.2M")]
    [TestCase(800e3, "800K")]
    public void Small_datagrams_get_the_rate_that_arrived(double small, string bandwidth) =>
        Assert.That(new CarriedRates { Tcp = 1e9, SmallUdp = small }.SmallBandwidth, Is.EqualTo(bandwidth));

    [TestCase(0, "1K")]
    [TestCase(999e6, "990M")]
    [TestCase(1e9, "1G")]
    [TestCase(2.54e9, "2.5G")]
    [TestCase(10.4e9, "10G")]
    public void A_rate_is_written_with_two_digits_rounded_down(double rate, string text) =>
        Assert.That(CarriedRates.Text(rate), Is.EqualTo(text));
}
