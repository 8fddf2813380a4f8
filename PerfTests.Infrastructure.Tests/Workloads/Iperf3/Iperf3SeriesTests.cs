using PerfTests.Infrastructure.Workloads.Iperf3;

namespace PerfTests.Infrastructure.Tests.Workloads.Iperf3;

[TestFixture]
internal sealed class Iperf3SeriesTests
{
    [Test]
    public void Each_second_of_a_recorded_load_has_its_rate()
    {
        var series = Iperf3Series.Read(RecordedOutput.Read("iperf3_tcp_3s_1G.json"));
        Assert.That(series.Select(interval => Math.Round(interval.EndSeconds)), Is.EqualTo(new double[] { 1, 2, 3 }));
        Assert.That(series.Select(interval => interval.BitsPerSecond), Is.All.EqualTo(1e9).Within(5).Percent);
    }

    [Test]
    public void The_warm_up_is_left_out()
    {
        var series = Iperf3Series.Read(RecordedOutput.Read("iperf3_tcp_omit.json"));
        Assert.That(series, Is.Not.Empty.And.All.Property("BitsPerSecond").GreaterThan(0));
        Assert.That(series[0].EndSeconds, Is.LessThan(1.5));
    }

    [TestCase("iperf3_err_refused.json")]
    [TestCase("iperf3_err_sigkill.json")]
    [TestCase("iperf3_tcp_text.txt")]
    public void A_load_that_failed_has_none(string sample) => Assert.That(Iperf3Series.Read(RecordedOutput.Read(sample)), Is.Empty);

    [Test]
    public void Cut_off_output_has_none_wherever_it_ends()
    {
        var whole = RecordedOutput.Read("iperf3_udp_P4.json");
        for (var length = 0; length < whole.Length - 2; length += 97)
            Assert.That(Iperf3Series.Read(whole[..length]), Is.Empty);
    }

    [TestCase(
        """{"intervals":[null,{"sum":null},{"sum":{"start":0,"seconds":0,"bytes":1}},{"sum":{"start":0,"seconds":-1,"bytes":1}},{"sum":{"seconds":1,"bytes":1}}]}"""
    )]
    [TestCase(
        """{"intervals":[{"sum":{"start":0,"seconds":1e-300,"bytes":1e9}},{"sum":{"start":0,"seconds":1,"bytes":1e308}},{"sum":{"start":1e300,"seconds":1,"bytes":1}}]}"""
    )]
    [TestCase("""{"intervals":null}""")]
    public void Intervals_without_sense_are_passed_over(string report) => Assert.That(Iperf3Series.Read(report), Is.Empty);
}
