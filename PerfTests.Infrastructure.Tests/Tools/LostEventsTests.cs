using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Tests.Tools;

[TestFixture]
internal sealed class LostEventsTests
{
    [TestCase("", ExpectedResult = 0L)]
    [TestCase("Attaching 2 probes...\n1 rx eth0 60\n", ExpectedResult = 0L, TestName = "Output_without_a_loss_tells_none")]
    [TestCase("Lost 12 events\nx\nLost 3 events\n", ExpectedResult = 15L, TestName = "Losses_of_bpftrace_add_up")]
    [TestCase("{\"type\": \"lost_events\", \"data\": {\"events\": 7}}\n", ExpectedResult = 7L, TestName = "Losses_in_its_JSON_count")]
    [TestCase("Possibly lost 64 samples\n", ExpectedResult = 64L, TestName = "Losses_of_BCC_count")]
    [TestCase("lost 5 events on CPU #3\r\nLost 1 event\n", ExpectedResult = 6L, TestName = "Losses_of_libbpf_tools_count")]
    [TestCase("3 events were lost; 2 messages dropped", ExpectedResult = 5L, TestName = "Other_words_count")]
    [TestCase(
        "dropped 12 packets, lost 3 connections",
        ExpectedResult = 0L,
        TestName = "What_a_tool_counts_of_the_network_is_no_loss_of_its_own"
    )]
    [TestCase(
        "Lost 99999999999999999999 events\nLost 1 events",
        ExpectedResult = long.MaxValue,
        TestName = "A_number_that_fits_nowhere_is_many"
    )]
    public long What_is_lost(string text) => LostEvents.In(text);

    [Test]
    public void The_host_picks_every_line_that_tells_a_loss() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                count =>
                    new[]
                    {
                        $"Lost {count} events",
                        $"Possibly lost {count} samples",
                        $"{count} records lost",
                        $"{{\"type\": \"lost_events\", \"data\": {{\"events\": {count}}}}}",
                    }.All(line =>
                        LostEvents.In(line) == count
                        && Regex.IsMatch(line, LostEvents.LinePattern, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)
                    )
            )
            .QuickCheckThrowOnFailure();
}
