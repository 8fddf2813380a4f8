using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed class TestPathSearchTests
{
    [TestCase("ping_default.txt", 0.068)]
    [TestCase("ping_noroute.txt", null)]
    public void The_mean_round_trip_is_in_the_last_line_of_ping(string file, double? milliseconds) =>
        Assert.That(TestPathSearch.RoundTrip(RecordedOutput.Read(file).TrimEnd().Split('\n')[^1]), Is.EqualTo(milliseconds));

    [TestCase("round-trip min/avg/max = 0.100/0.250/0.300 ms", 0.25)]
    [TestCase("3 packets transmitted, 0 received, 100% packet loss, time 2ms", null)]
    [TestCase("rtt min/avg/max/mdev = ", null)]
    [TestCase("rtt = 1/NaN/2", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void Another_last_line_is_read_or_is_no_answer(string? line, double? milliseconds) =>
        Assert.That(TestPathSearch.RoundTrip(line), Is.EqualTo(milliseconds));
}
