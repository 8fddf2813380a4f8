namespace PerfTests.Infrastructure.Tests.Documentation;

[TestFixture]
internal sealed class ShownOutputTests
{
    private const string Output =
        "14 cases\n\nPass     latency/tcp/latency_1s  -0.4 % (-1.2 to 2.1)  5\nFail: ebpf/x\ncounter (version 9384ff) "
        + "counter_0d315a/env\n  bound +461.4 % (over 1 %)\n";

    [TestCase("3 cases")]
    [TestCase("Inconclusive latency/tcp/latency_2s +1 % (3 to 4.5) 12")]
    [TestCase("Pass … 5\nFail: ebpf/x\nbound … (over 1 %)")]
    [TestCase("counter (version 1c5b0e) counter_aaaaaa/env")]
    [TestCase("")]
    public void Figures_blanks_and_the_verdict_of_a_row_may_differ(string shown) =>
        Assert.That(ShownOutput.FirstMissing(shown, Output), Is.Null);

    [TestCase("14 case", "14 case")]
    [TestCase("Pass: ebpf/x", "Pass: ebpf/x")]
    [TestCase("Pass latency/udp/latency_1s …", "Pass latency/udp/latency_1s …")]
    [TestCase("Fail: ebpf/x\n14 cases", "14 cases", Description = "in another order")]
    [TestCase("14 cases\n15 cases", "15 cases", Description = "a line counts once")]
    [TestCase("counter (version 93) counter_0d315a/env", "counter (version 93) counter_0d315a/env")]
    [TestCase(".* (.*", ".* (.*")]
    public void What_does_not_appear_is_told(string shown, string missing) =>
        Assert.That(ShownOutput.FirstMissing(shown, Output), Is.EqualTo(missing));

    [Test]
    public void Blocks_are_read_with_what_their_info_string_says()
    {
        var blocks = FencedBlock.Of("text\n```sh exit=1\na\nb\n```\n\n```text\nout\n```\n```sh not-run: it takes an hour\nc\n```\n");
        Assert.That(
            blocks.Select(block => (block.Line, block.Language, block.Text, block.ExitCode, block.NotRunBecause)),
            Is.EqualTo(
                new[] { (2, "sh", "a\nb\n", 1, (string?)null), (7, "text", "out\n", 0, null), (10, "sh", "c\n", 0, "it takes an hour") }
            )
        );
    }

    [Test]
    public void A_block_without_an_end_is_refused() =>
        Assert.That(() => FencedBlock.Of("```sh\nls\n"), Throws.TypeOf<FormatException>().With.Message.Contains("line 1"));
}
