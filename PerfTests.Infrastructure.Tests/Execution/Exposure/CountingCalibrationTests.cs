using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

[TestFixture]
internal sealed class CountingCalibrationTests
{
    [Test]
    public void The_median_of_the_batches_counts_and_the_extremes_are_its_bounds() =>
        Assert.That(CountingCalibration.Parse("504000 10000\n620000 10000\n502000 10000\n"), Is.EqualTo(new CountingCost(50.4, 50.2, 62)));

    [TestCase("", TestName = "Nothing_printed_tells_nothing")]
    [TestCase("504000 10000\n5020", TestName = "An_output_that_is_cut_off_tells_nothing")]
    [TestCase("504000 10000\nTraceback (most recent call last):\n", TestName = "An_error_among_the_batches_tells_nothing")]
    [TestCase("0 10000\n", TestName = "A_kernel_that_did_not_count_tells_nothing")]
    [TestCase("504000 0\n", TestName = "No_runs_tell_nothing")]
    [TestCase("9223372036854775807 1\n", TestName = "A_time_that_no_clock_takes_tells_nothing")]
    public void What_is_not_batches_tells_nothing(string output) => Assert.That(CountingCalibration.Parse(output), Is.Null);
}
