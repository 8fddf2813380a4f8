using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Tests.Monitoring.Counters;

[TestFixture]
internal sealed class TreeUseTests
{
    private static string Recorded => RecordedOutput.Read("tree_use.txt");

    [Test]
    public void A_tool_s_cpu_memory_and_kernel_memory_are_read()
    {
        var use = TreeUse.Parse(Recorded);
        Assert.Multiple(() =>
        {
            Assert.That(use.ProcessIds, Is.EqualTo(new[] { 31453 }));
            // Threads that have ended are in the 120 ms of ticks and not in the 113 ms of schedstat; the children took 20 ms.
            Assert.That(use.CpuSeconds, Is.EqualTo(0.12 + 0.02).Within(1e-9));
            Assert.That(use.PeakResidentBytes, Is.EqualTo(102488 * 1024));
            Assert.That(use.ProportionalBytes, Is.EqualTo(98474 * 1024));
            Assert.That(use.WrittenBytes, Is.Zero);
            Assert.That(use.MapBytes, Is.EqualTo(394112 + 328));
            Assert.That(use.ProgramBytes, Is.EqualTo(4096));
        });
    }

    [Test]
    public void A_process_that_lives_counts_by_its_exact_time() =>
        Assert.That(
            TreeUse
                .Parse(
                    """
                    /proc/7/stat:7 (tool) S 1 7 7 0 -1 0 0 0 0 0 1 2 0 0 20 0 1 0 5 6
                    /proc/7/task/7/schedstat:33000000 1 1
                    /proc/7/task/8/schedstat:4000000 1 1
                    end

                    """
                )
                .CpuSeconds,
            Is.EqualTo(0.037).Within(1e-9)
        );

    [Test]
    public void A_map_that_two_descriptors_or_processes_hold_counts_once_and_a_link_not_at_all() =>
        Assert.That(
            TreeUse.Parse(
                """
                /proc/7/fdinfo/3:map_type:	1
                /proc/7/fdinfo/3:memlock:	100
                /proc/7/fdinfo/3:map_id:	5
                /proc/8/fdinfo/9:map_type:	1
                /proc/8/fdinfo/9:memlock:	100
                /proc/8/fdinfo/9:map_id:	5
                /proc/7/fdinfo/4:prog_id:	6
                end

                """
            ),
            Has.Property(nameof(TreeUse.MapBytes)).EqualTo(100).And.Property(nameof(TreeUse.ProgramBytes)).Null
        );

    [Test]
    public void A_tree_that_is_gone_is_unknown_and_not_zero() =>
        Assert.That(TreeUse.Parse("end\n"), Has.Property(nameof(TreeUse.CpuSeconds)).Null.And.Property(nameof(TreeUse.WrittenBytes)).Null);

    [Test]
    public void A_look_that_is_cut_anywhere_is_refused() =>
        Prop.ForAll(
                Gen.Choose(0, Recorded.Length - 1).ToArbitrary(),
                length =>
                {
                    try
                    {
                        TreeUse.Parse(Recorded[..length]);
                        return false;
                    }
                    catch (FormatException)
                    {
                        return true;
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void A_line_of_a_descriptor_without_a_colon_is_passed_over() =>
        Assert.That(
            TreeUse
                .Parse(
                    "/proc/1/fdinfo/3:memlock\n/proc/1/fdinfo/3:map_type:\t2\n/proc/1/fdinfo/3:map_id:\t5\n"
                        + "/proc/1/fdinfo/3:memlock:\t4096\nend\n"
                )
                .MapBytes,
            Is.EqualTo(4096)
        );
}
