using FsCheck;
using FsCheck.Fluent;
using PerfTests.Workbench.Discovery.Files;

namespace PerfTests.Infrastructure.Tests.Workbench.Discovery.Files;

[TestFixture]
internal sealed class BpftraceScriptTests
{
    [TestCase("kprobe:f { @ = count(); }", 1)]
    [TestCase("kprobe:f,kprobe:g,\n  tracepoint:net:net_dev_queue { @ = count(); }", 3)]
    [TestCase("BEGIN { } END { } interval:s:1 { print(@); } kprobe:f { }", 1)]
    [TestCase("// kprobe:a { }\n/* kprobe:b { } */ kprobe:f { }", 1)]
    [TestCase("kprobe:f { printf(\"} kprobe:g { // \\\" }\"); }", 1)]
    [TestCase("kprobe:f /pid == 1 && args->x/2 > 3/ { } kprobe:g { }", 2)]
    [TestCase("kprobe:f\n/@a[tid] / 2/\n{ if (@a) { @b = 1; } }", 1)]
    [TestCase("uprobe:/usr/bin/bash:readline { } uretprobe:/bin/*sh:f { }", null)]
    [TestCase("tracepoint:net:* { }", null)]
    [TestCase("#!/usr/bin/env bpftrace\n#include <linux/skbuff.h>\nstruct A { int x; };\nconfig = { stack_mode=perf }\nkfunc:f { }", 1)]
    public void Expected_programs_are_the_attach_points_that_packets_can_run(string text, int? expected)
    {
        var script = BpftraceScript.Parse(text);
        Assert.Multiple(() =>
        {
            Assert.That(script.Error, Is.Null);
            Assert.That(script.ExpectedPrograms, Is.EqualTo(expected));
        });
    }

    [TestCase("param_kprobe.bt", null)]
    [TestCase("param_interval.bt", 1)]
    [TestCase("param_whole.bt", null)]
    public void A_parameter_in_an_attach_point_is_one_too(string file, int? expected)
    {
        var script = BpftraceScript.Parse(RecordedOutput.Read($"foreign/scan/{file}"));
        Assert.That((script.Error, script.ExpectedPrograms), Is.EqualTo(((string?)null, expected)));
        Assert.That(script.Parameters, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void A_comma_behind_the_last_probe_of_a_list_adds_none()
    {
        var script = BpftraceScript.Parse(RecordedOutput.Read("foreign/scan/trailing_comma.bt"));
        Assert.That(script.Error, Is.Null);
        Assert.That(script.Probes.Select(probe => probe.Text), Is.EqualTo(new[] { "kprobe:tcp_sendmsg", "kprobe:tcp_recvmsg" }));
        Assert.That(BpftraceScript.Parse("kprobe:f,,kprobe:g { }").Error, Is.EqualTo("a probe without its block on line 1"));
        Assert.That(BpftraceScript.Parse("kprobe:f,\n/pid == 1/ { }").Probes, Has.Count.EqualTo(1));
    }

    [Test]
    public void Options_that_a_script_reads_are_told_with_their_defaults()
    {
        Assert.That(BpftraceScript.Parse(RecordedOutput.Read("foreign/scan/getopt.bt")).Options, Is.EqualTo(new[] { "--limit (5)" }));
        Assert.That(
            BpftraceScript
                .Parse(
                    "BEGIN { $a = getopt(\"fast\"); $b = getopt( \"name\" , \"x y\", \"help\" ); mygetopt(\"no\"); // getopt(\"no\")\n "
                        + "getopt(\"fast\") }"
                )
                .Options,
            Is.EqualTo(new[] { "--fast (off)", "--name (x y)" })
        );
    }

    [Test]
    public void Positional_parameters_are_those_of_code_and_not_of_strings_and_comments()
    {
        var script = BpftraceScript.Parse(
            "kprobe:f /pid == $2/ { $x = str($1); /* $7 */ printf(\"$8 $9\"); // $6\n @[$10, $2, $dev1] = 1; }"
        );
        Assert.That(script.Parameters, Is.EqualTo(new[] { 1, 2, 10 }));
    }

    [Test]
    public void Tracepoints_are_named_as_the_kernel_lists_them()
    {
        var script = BpftraceScript.Parse("tracepoint:net:net_dev_queue, t:sock:inet_sock_set_state, tracepoint:tcp:* { }");
        Assert.That(
            script.Probes.Select(probe => probe.Tracepoint),
            Is.EqualTo(new[] { "net/net_dev_queue", "sock/inet_sock_set_state", null })
        );
    }

    [TestCase("kprobe:f { if (1) { }", "line 1")]
    [TestCase("kprobe:f { }\nkprobe:g", "line 2")]
    [TestCase("kprobe:f /pid == 1 { }", "line 1")]
    [TestCase("}", "line 1")]
    public void A_text_that_makes_no_sense_is_told_with_its_line(string text, string where) =>
        Assert.That(BpftraceScript.Parse(text).Error, Does.Contain(where));

    [Test]
    public void Any_text_and_any_beginning_of_a_script_is_read_to_an_end() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string?>(),
                ArbMap.Default.ArbFor<NonNegativeInt>(),
                (text, length) =>
                {
                    const string Script = "#!x\nkprobe:f,t:a:b /pid == $1/ { printf(\"\\\"}\"); /* */ @x = str($2); } BEGIN { }";
                    BpftraceScript.Parse(text ?? "");
                    BpftraceScript.Parse(Script[..Math.Min(Script.Length, length.Get)] + text);
                }
            )
            .QuickCheckThrowOnFailure();
}
