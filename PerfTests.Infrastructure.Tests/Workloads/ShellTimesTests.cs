using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Workloads;

[TestFixture]
internal sealed class ShellTimesTests
{
    [TestCase("0m0.002s 0m0.000s\n0m0.007s 0m0.015s\n", 0.022, TestName = "Times of bash are those of its children")]
    [TestCase("0m0.000000s 0m0.000000s\n0m0.010000s 0m0.080000s\n", 0.09, TestName = "Times of dash are those of its children")]
    [TestCase("0m9.000s 0m9.000s\n2m3.500s 1m0.250s\n", 183.75, TestName = "Minutes count")]
    public void Times_of_children_are_read(string text, double seconds) =>
        Assert.That(ShellTimes.OfChildren(text), Is.EqualTo(seconds).Within(1e-9));

    [TestCase("")]
    [TestCase("0m0.002s 0m0.000s\n")]
    [TestCase("0m0.002s 0m0.000s\n0m0.007s 0m0.015s")]
    [TestCase("0m0.002s 0m0.000s\n0m0.007s\n")]
    [TestCase("0m0.002s 0m0.000s\n-1m0.007s 0m0.015s\n")]
    [TestCase("0m0.002s 0m0.000s\n0m0,007s 0m0,015s\n")]
    [TestCase("sh: times: not found\n\n")]
    public void What_is_no_pair_of_times_is_unknown_and_not_zero(string text) => Assert.That(ShellTimes.OfChildren(text), Is.Null);
}
