using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Tests.Monitoring;

[TestFixture]
internal sealed class HostStateTests
{
    private static readonly string Recorded = RecordedOutput.Read("host_state_before.txt");

    private static string End => Recorded[Recorded.IndexOf("\nperftests-host-state\n", StringComparison.Ordinal)..];

    [Test]
    public void A_recorded_state_is_read_behind_its_counters()
    {
        var state = HostState.Parse(Recorded)!;
        Assert.Multiple(() =>
        {
            Assert.That(state.UptimeAfterSeconds, Is.EqualTo(state.UptimeSeconds).Within(0.1));
            Assert.That(state.ForeignTicks.Keys, Does.Contain("dotnet").And.Contain("sshd"));
            Assert.That(state.ForeignTicks.Values, Is.All.Positive);
            Assert.That(state.FrequencyCeiling, Is.Null, "recorded on a guest");
            Assert.That(state.ThrottleEvents, Is.Null);
        });
    }

    [Test]
    public void The_counters_in_front_of_it_are_read_as_without_it() =>
        Assert.That(CounterSnapshot.Parse(Recorded).Cpu!.All, Is.EqualTo(CounterSnapshot.Parse(HostState.CountersIn(Recorded)).Cpu!.All));

    [Test]
    public void Frequencies_and_throttling_are_read_where_a_host_has_them()
    {
        var state = HostState.Parse($"1.5\n{End}ceiling 16000000\nthrottled 12\n")!;
        Assert.That((state.FrequencyCeiling, state.ThrottleEvents), Is.EqualTo((16e6, 12.0)));
    }

    [Test]
    public void The_exact_time_of_a_process_counts_where_it_is_the_larger_and_its_children_with_it() =>
        Assert.That(
            HostState.Parse($"x{End}process 12 3 129000000\nprocess 40 0 0\n")!.ProcessSeconds,
            Is.EqualTo(0.129 + 0.03 + 0.40).Within(1e-12)
        );

    [Test]
    public void Names_may_hold_blanks_and_come_twice() =>
        Assert.That(HostState.Parse($"x{End}foreign 5 Web Content\nforeign 6 Web Content\n")!.ForeignTicks["Web Content"], Is.EqualTo(11));

    [Test]
    public void Counters_without_a_state_have_none() => Assert.That(HostState.Parse("1.5\nInter-|\n"), Is.Null);

    [TestCase("foreign x dotnet\n")]
    [TestCase("foreign 5\n")]
    [TestCase("foreign -5 a\n")]
    [TestCase("process 5 5\n")]
    [TestCase("process 5 5 -1\n")]
    [TestCase("uptime 1e400\n")]
    [TestCase("uptime 1\n")]
    [TestCase("ceiling fast\n")]
    [TestCase("foreign 5 a")]
    public void A_broken_state_is_refused(string line) =>
        Assert.That(() => HostState.Parse($"x{End}{line}"), Throws.TypeOf<FormatException>());

    [Test]
    public void A_cut_state_is_refused_or_is_a_part_of_the_whole() =>
        Prop.ForAll(
                Gen.Choose(0, Recorded.Length - 1).ToArbitrary(),
                length =>
                {
                    try
                    {
                        return HostState.Parse(Recorded[..length]) is not { } state
                            || state.ForeignTicks.All(process => HostState.Parse(Recorded)!.ForeignTicks.ContainsKey(process.Key));
                    }
                    catch (FormatException)
                    {
                        return true;
                    }
                }
            )
            .QuickCheckThrowOnFailure();
}
