using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Reporting;

[TestFixture]
internal sealed class RateCourseTests
{
    [Test]
    public void Streams_of_a_run_add_up_and_runs_give_their_median()
    {
        var course = RateCourse.Of(
            [
                [Stream(10, 20), Stream(1, 2)],
                [Stream(30, 40), Stream(3, 4)],
                [Stream(50, 60), Stream(5, 6)],
            ],
            [
                [Stream(7, 8)],
            ]
        );
        Assert.That(course!.Baseline.Select(moment => moment.BitsPerSecond), Is.EqualTo(new double[] { 33, 44 }));
        Assert.That(course.Baseline.Select(moment => moment.EndSeconds), Is.EqualTo(new double[] { 1, 2 }));
    }

    [Test]
    public void A_load_of_one_interval_has_no_course() =>
        Assert.That(
            RateCourse.Of(
                [
                    [Stream(10)],
                ],
                [
                    [Stream(10)],
                ]
            ),
            Is.Null
        );

    [Test]
    public void Runs_that_told_nothing_are_left_out() =>
        Assert.That(
            RateCourse
                .Of(
                    [
                        [Stream(1, 2)],
                        [
                            [],
                        ],
                        [],
                    ],
                    [
                        [Stream(7, 8)],
                    ]
                )!
                .Baseline.Select(moment => moment.BitsPerSecond),
            Is.EqualTo(new double[] { 1, 2 })
        );

    [Test]
    public void An_arm_without_runs_gives_no_course() =>
        Assert.That(
            RateCourse.Of(
                [
                    [Stream(1, 2)],
                ],
                []
            ),
            Is.Null
        );

    [Test]
    public void The_shortest_run_ends_the_course() =>
        Assert.That(
            RateCourse
                .Of(
                    [
                        [Stream(1, 2, 3)],
                        [Stream(1, 2)],
                    ],
                    [
                        [Stream(7, 8)],
                    ]
                )!
                .Baseline,
            Has.Count.EqualTo(2)
        );

    private static IReadOnlyList<LoadInterval> Stream(params double[] rates) =>
        [.. rates.Select((rate, index) => new LoadInterval(index + 1, 1, rate))];
}
