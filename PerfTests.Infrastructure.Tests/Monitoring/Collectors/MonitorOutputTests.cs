using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Tests.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Monitoring.Collectors;

[TestFixture]
internal sealed class MonitorOutputTests
{
    private const string Look = "1795373806.5\n4096\n";

    [TestCase("1500000000 20 3\n500000000 10 2\n", 2.0)]
    [TestCase("\n1500000000 20 3\n   \n", 1.5)]
    [TestCase("\n", null)]
    [TestCase("", null)]
    public void The_monitors_own_time_is_the_sum_of_the_lines_that_have_one(string cost, double? seconds) =>
        Assert.That(MonitorOutput.Parse([], Output(cost)).OwnCpuSeconds, Is.EqualTo(seconds));

    [Test]
    public void A_cost_that_is_no_number_is_told() =>
        Assert.That(
            () => MonitorOutput.Parse([], Output("cat: /proc/7/schedstat: gone\n")),
            Throws.TypeOf<FormatException>().With.Message.Contains("schedstat")
        );

    [Test]
    public void An_output_without_its_last_frame_is_not_taken_for_a_whole_one() =>
        Assert.That(
            () => MonitorOutput.Parse([], FramedFiles.Of(("start", Look), ("end", Look))),
            Throws.TypeOf<FormatException>().With.Message.Contains("cut off")
        );

    private static byte[] Output(string cost) => FramedFiles.Of(("start", Look), ("end", Look), ("cost", cost));
}
