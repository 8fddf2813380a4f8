using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Tests.Analysis.Exposure;

/// <summary>Programs on interfaces, and the packets of these.</summary>
[TestFixture]
internal sealed class OffTrafficTests
{
    private const double MinRuns = 0.25;

    // Datagrams to the server; nothing comes back.
    private static readonly ExposedTraffic Datagrams = new("data0", 10_000, 10_000_000, 10_000);

    // A stream to the server, merged on its way.
    private static readonly ExposedTraffic Stream = new("data0", 700_000, 655_360_000, 10_000);

    [TestCase(10_000, false)]
    [TestCase(2_500, false)]
    [TestCase(2_400, true, TestName = "A_program_on_the_load_s_interface_that_sees_few_of_its_packets_is_off")]
    [TestCase(0, true, TestName = "A_program_on_the_load_s_interface_that_sees_none_is_off")]
    public void A_program_runs_for_the_packets_of_its_interface(long runs, bool isOff) =>
        Assert.That(IsOff(Datagrams, Program(runs, At("data0", PacketDirection.Received, 10_000, 0))), Is.EqualTo(isOff));

    [TestCase(0)]
    [TestCase(40)]
    public void A_program_whose_interface_carried_none_of_the_load_is_off(long runs) =>
        Assert.That(IsOff(Datagrams, Program(runs, At("lo", PacketDirection.Received, 40, 40))));

    [TestCase(0)]
    [TestCase(12)]
    public void A_program_in_the_direction_that_carries_nothing_is_not_off(long runs) =>
        Assert.That(IsOff(Datagrams, Program(runs, At("data0", PacketDirection.Sent, 15, 10_000))), Is.False);

    [Test]
    public void A_program_on_several_interfaces_is_not_off_if_one_of_them_carried_the_load() =>
        Assert.That(
            IsOff(
                Datagrams,
                Program(10_000, At("eth0", PacketDirection.Received, 0, 0), At("eth1", PacketDirection.Received, 10_000, 10_000))
            ),
            Is.False
        );

    [TestCase(9_000, false, TestName = "Merged_packets_count_once_on_every_interface")]
    [TestCase(2_000, true)]
    public void A_stream_is_counted_as_on_the_load_s_interface(long runs, bool isOff) =>
        Assert.That(
            IsOff(
                Stream,
                new ExposedProgram(1, "on_1", "sched_cls", runs, 0)
                {
                    Role = "server",
                    Bound = [new("phy0", PacketDirection.Received, 700_000, 655_360_000, 700_000)],
                }
            ),
            Is.EqualTo(isOff)
        );

    [Test]
    public void Acknowledgements_ask_for_few_runs_and_none_is_too_few()
    {
        var acknowledgements = new BoundInterface("data0", PacketDirection.Sent, 40_000, 40_000 * 66, 700_000);
        Assert.Multiple(() =>
        {
            Assert.That(IsOff(Stream, Program(40, acknowledgements)), Is.False);
            Assert.That(IsOff(Stream, Program(0, acknowledgements)));
        });
    }

    [Test]
    public void A_classifier_of_a_queue_sees_what_comes_there_and_must_be_on_an_interface_of_the_load_only() =>
        Assert.Multiple(() =>
        {
            Assert.That(IsOff(Datagrams, Program(3, At("data0", PacketDirection.Either, 10_000, 0))), Is.False);
            Assert.That(IsOff(Datagrams, Program(3, At("lo", PacketDirection.Either, 40, 40))));
        });

    [Test]
    public void A_copy_of_a_program_that_the_load_runs_costs_what_that_one_costs()
    {
        var busy = Program(10_000, At("data0", PacketDirection.Received, 10_000, 0)) with { Tag = "aa" };
        var copy = Program(0, At("eth1", PacketDirection.Received, 0, 0)) with { Tag = "aa" };
        Assert.Multiple(() =>
        {
            Assert.That(ExposureFigures.OffTraffic([busy, copy], Datagrams, MinRuns), Is.Empty);
            Assert.That(ExposureFigures.OffTraffic([busy, copy with { Tag = "bb" }], Datagrams, MinRuns), Has.Count.EqualTo(1));
            Assert.That(
                ExposureFigures.OffTraffic([busy with { Tag = null }, copy with { Tag = null }], Datagrams, MinRuns),
                Has.Count.EqualTo(1)
            );
        });
    }

    [Test]
    public void A_program_that_need_not_run_and_one_that_is_bound_to_nothing_are_not_off() =>
        Assert.Multiple(() =>
        {
            Assert.That(IsOff(Datagrams, Program(0, At("lo", PacketDirection.Received, 0, 0)) with { MayIdle = true }), Is.False);
            Assert.That(IsOff(Datagrams, Program(0)), Is.False);
        });

    [Test]
    public void A_busier_program_may_be_asked_for_more_without_the_others_being_held_to_it() =>
        Assert.That(
            ExposureFigures.OffTraffic([Program(10_000, At("data0", PacketDirection.Received, 10_000, 0))], Datagrams, 3),
            Is.Empty
        );

    private static bool IsOff(ExposedTraffic traffic, ExposedProgram program) =>
        ExposureFigures.OffTraffic([program], traffic, MinRuns).Count > 0;

    private static ExposedProgram Program(long runs, params BoundInterface[] bound) =>
        new(1, "on_1", "sched_cls", runs, 0) { Role = "server", Bound = bound };

    // Datagrams of 1,000 bytes.
    private static BoundInterface At(string name, PacketDirection direction, long packets, long others) =>
        new(name, direction, packets, 1000 * packets, Math.Max(packets, others));
}
