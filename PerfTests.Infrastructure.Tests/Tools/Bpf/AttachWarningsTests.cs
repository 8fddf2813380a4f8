using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Tools.Bpf;

[TestFixture]
internal sealed class AttachWarningsTests
{
    private const string Limit =
        "ERROR: Unknown error -1: couldn't set RLIMIT_MEMLOCK for bpftrace. If your program is not loading, you can try \"ulimit -l "
        + "8192\" to fix the problem\n";

    [Test]
    public void What_bpftrace_says_on_every_start_is_harmless() =>
        Assert.That(AttachWarnings.In("Attaching 2 probes...\n", Limit, []), Is.Empty);

    // As recorded from bpftrace 0.17 on a kernel without kprobes.
    [Test]
    public void A_probe_that_bpftrace_cannot_attach_is_told() =>
        Assert.That(
            AttachWarnings.In(
                "",
                Limit
                    + "stdin:1:48-67: WARNING: tcp_sendmsg is not traceable (either non-existing, inlined, or marked as \"notrace\"); "
                    + "attaching to it will likely fail\n"
                    + "tracepoint:net:netif_receive_skb { @=count(); } kprobe:tcp_sendmsg { @b=count(); } \n"
                    + "ERROR: Error attaching probe: 'kprobe:tcp_sendmsg'\n",
                []
            ),
            Is.EqualTo(
                new[]
                {
                    "stdin:1:48-67: WARNING: tcp_sendmsg is not traceable (either non-existing, inlined, or marked as \"notrace\"); "
                        + "attaching to it will likely fail",
                    "ERROR: Error attaching probe: 'kprobe:tcp_sendmsg'",
                }
            )
        );

    [TestCase("Warning: Could not attach kprobe tcp_v4_rcv")]
    [TestCase("cannot attach kprobe, probe entry may not exist")]
    [TestCase("Failed to attach BPF program b'on_send' to kprobe b'no_such'")]
    [TestCase("libbpf: prog 'on_send': failed to attach to kprobe 'no_such': -ENOENT")]
    [TestCase("libbpf: prog 'on_send': failed to auto-attach: -2")]
    [TestCase("libbpf: failed to find valid kernel BTF")]
    [TestCase("bpf: Failed to load program: Operation not permitted")]
    [TestCase("perf_event_open: Permission denied")]
    public void Words_of_other_loaders_are_known(string line) =>
        Assert.That(AttachWarnings.In("", $"fine\n{line}\r\nfine", []), Is.EqualTo(new[] { line }));

    [TestCase("/virtual/main.c:12:3: warning: unused variable 'x' [-Wunused-variable]")]
    [TestCase("tool.py:3: DeprecationWarning: the imp module is deprecated")]
    [TestCase("attached 3 probes, 0 failures")]
    [TestCase("retransmits failed: 3")]
    public void Other_words_are_no_warning(string line) => Assert.That(AttachWarnings.In(line, line, []), Is.Empty);

    [Test]
    public void Warnings_on_standard_output_count_where_no_data_looks_like_them() =>
        Assert.That(
            AttachWarnings.In("Warning: Could not attach kprobe x\nopen(/etc/shadow): Permission denied\nERROR: 3\n", "", []),
            Is.EqualTo(new[] { "Warning: Could not attach kprobe x" })
        );

    [Test]
    public void What_the_configuration_allows_is_no_warning() =>
        Assert.That(
            AttachWarnings.In("", "WARNING: BTF is old\nWARNING: could not attach x\n", ["^WARNING: BTF"]),
            Is.EqualTo(new[] { "WARNING: could not attach x" })
        );

    [Test]
    public void A_hostile_output_is_read_in_one_pass_and_told_in_a_few_short_lines()
    {
        var lines = string.Concat(
            Enumerable.Range(0, 20_000).Select(number => $"failed to attach {number} \0\u001b[31m{new string('x', 300)}\n")
        );
        var found = AttachWarnings.In($"{new string('a', 4_000_000)}could not attach", $"{lines}{new string('\uFFFD', 1_000_000)}", []);
        Assert.Multiple(() =>
        {
            Assert.That(found, Has.Count.EqualTo(5).And.All.Length.LessThan(250));
            Assert.That(found.SelectMany(line => line).Any(char.IsControl), Is.False);
        });
    }
}
