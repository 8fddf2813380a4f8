using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Tests.Execution.Cases;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

[TestFixture]
internal sealed class IdleRunsTests
{
    [Test]
    public void Runs_without_load_are_told_for_each_second_and_the_smaller_rate_counts()
    {
        var before = IdleRuns.Between(
            [Outcomes.Program(1, 10), Outcomes.Program(2, 5)],
            [Outcomes.Program(1, 60), Outcomes.Program(2, 5), Outcomes.Program(3, 9)],
            0.5
        );
        var after = IdleRuns.Between(
            [Outcomes.Program(1, 100), Outcomes.Program(2, 5), Outcomes.Program(4, 5)],
            [Outcomes.Program(1, 110), Outcomes.Program(2, 50), Outcomes.Program(4, 20)],
            0.5
        );
        Assert.Multiple(() =>
        {
            Assert.That(before.PerSecond, Is.EqualTo(new Dictionary<int, double> { [1] = 100, [2] = 0 }));
            Assert.That(
                IdleRuns.Least(before, after),
                Is.EqualTo(
                    new Dictionary<int, double>
                    {
                        [1] = 20,
                        [2] = 0,
                        [4] = 30,
                    }
                )
            );
            Assert.That(
                IdleRuns.Most(before, after),
                Is.EqualTo(
                    new Dictionary<int, double>
                    {
                        [1] = 100,
                        [2] = 90,
                        [4] = 30,
                    }
                ),
                "what a program costs without the load is told by the larger rate"
            );
            Assert.That(IdleRuns.Most(null, null), Is.Empty);
            Assert.That(IdleRuns.Least(before, null), Is.EqualTo(before.PerSecond));
            Assert.That(IdleRuns.Least(null, null), Is.Empty);
        });
    }
}
