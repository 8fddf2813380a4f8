using System.Diagnostics;
using System.Text;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tests.Remote.Supervision;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tests.Tools;

[TestFixture]
[Category("Lab")]
internal sealed class RunningToolTests
{
    private const string StateCounter = "ebpf-tools/linux-network-stack/tcp_state_counter.bt";

    private RemoteLab? _lab;

    private ShellHost Host => _lab!["vm-host"];

    [OneTimeSetUp]
    public async Task RaiseLab()
    {
        SampleTools.RequireBpftrace();
        _lab = await RemoteLab.RaiseAsync();
    }

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Test]
    public async Task A_tool_is_ready_with_its_programs_and_leaves_its_summary_and_nothing_else()
    {
        ToolStopped stopped;
        int program;
        await using (var tool = await SampleTools.StartAsync(Host, SampleTools.Spec(StateCounter, "bpftrace")))
        {
            Assert.Multiple(() =>
            {
                Assert.That(tool.IsAlive);
                Assert.That(tool.Programs.Select(found => found.Type), Is.EqualTo(new[] { "tracepoint" }));
                Assert.That(tool.StartSeconds, Is.Positive);
            });
            program = tool.Programs[0].Id;
            Assert.That((await tool.ReadProgramsAsync(CancellationToken.None)).Select(found => found.Id), Is.EqualTo(new[] { program }));
            stopped = await tool.StopAsync(CancellationToken.None);
            Assert.That(tool.IsAlive, Is.False);
        }
        Assert.Multiple(() =>
        {
            Assert.That(stopped.ExitCode, Is.Zero);
            Assert.That(Text(stopped.Output.StandardOutput), Does.Contain("states: 1 established"));
            Assert.That(stopped.LeftPrograms, Is.Empty);
            Assert.That(Directory.GetDirectories(Host.WorkDir, "tool-*"), Is.Empty);
        });
    }

    [Test]
    public async Task Disposing_ends_a_tool_that_nobody_stopped()
    {
        var network = await LocalProcesses.NetworkOfAsync(Host);
        int id;
        await using (var tool = await SampleTools.StartAsync(Host, SampleTools.Spec(StateCounter, "bpftrace")))
            id = LocalProcesses.With(StateCounter, network).Single(found => File.ReadAllText($"/proc/{found}/comm") == "bpftrace\n");
        await LocalProcesses.WaitUntilAsync(() => !LocalProcesses.IsRunning(id), "bpftrace is gone");
    }

    [Test]
    public async Task A_tool_that_says_when_it_is_ready_is_waited_for_and_its_child_s_programs_count()
    {
        var spec = SampleTools.Spec("ebpf-tools/performance/vm-network/vm_network_latency_summary.py", "python3", line: "^ready$") with
        {
            ExpectedPrograms = 2,
        };
        await using var tool = await SampleTools.StartAsync(
            Host,
            spec,
            "--vm-interface vnet-server --phy-interface vnet-client --direction rx --src-ip 198.19.2.2 --dst-ip 198.19.2.1 --protocol icmp"
        );
        Assert.That(tool.Programs, Has.Count.EqualTo(2));
        var stopped = await tool.StopAsync(CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(stopped.ExitCode, Is.Zero);
            Assert.That(Text(stopped.Output.StandardOutput).Split('\n')[0], Is.EqualTo("ready"));
            Assert.That(Text(stopped.Output.StandardOutput).TrimEnd().Split('\n')[^1], Does.StartWith("{"));
        });
    }

    [Test]
    public async Task A_tool_that_exits_at_once_is_told_with_its_exit_code_and_last_words()
    {
        var exception = (
            await Assert.ThrowsAsync<ToolFailedException>(() =>
                SampleTools.StartAsync(Host, SampleTools.Spec("ebpf-tools/dead/exits_at_once.py", "python3"))
            )
        )!;
        Assert.Multiple(() =>
        {
            Assert.That(
                exception.Message,
                Does.Contain("exits_at_once ended with exit code 1 before it was ready").And.Contain("cannot load the BPF program")
            );
            Assert.That(Text(exception.Output!.StandardError), Does.StartWith("exits_at_once.py: "));
            Assert.That(Directory.GetDirectories(Host.WorkDir, "tool-*"), Is.Empty);
        });
    }

    [Test]
    public async Task A_tool_that_loads_no_program_is_not_ready_and_does_not_stay()
    {
        var network = await LocalProcesses.NetworkOfAsync(Host);
        var exception = (
            await Assert.ThrowsAsync<ToolFailedException>(() =>
                SampleTools.StartAsync(Host, SampleTools.Spec("ebpf-tools/dead/loads_no_program.py", "python3", readySeconds: 0.5))
            )
        )!;
        Assert.That(
            exception.Message,
            Does.Contain("held 0 BPF programs 0.5 s after its start (ready.timeout), expected at least 1").And.Contain("printed nothing")
        );
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("loads_no_program", network).Count == 0, "the tool is gone");
    }

    [Test]
    public void A_tool_with_fewer_programs_than_expected_is_not_ready() =>
        Assert.That(
            () => SampleTools.StartAsync(Host, SampleTools.Spec(StateCounter, "bpftrace", readySeconds: 8) with { ExpectedPrograms = 2 }),
            Throws
                .TypeOf<ToolFailedException>()
                .With.Message.Contains("held 1 BPF programs 8 s after its start (ready.timeout), expected at least 2")
        );

    [Test]
    public void A_tool_that_never_says_that_it_is_ready_is_not() =>
        Assert.That(
            () => SampleTools.StartAsync(Host, SampleTools.Spec(StateCounter, "bpftrace", readySeconds: 8, line: "^it's \"ready\"$")),
            Throws
                .TypeOf<ToolFailedException>()
                .With.Message.Contains("printed no line that matches '^it's \"ready\"$' (ready.line) within 8 s (ready.timeout)")
        );

    [Test]
    public void A_tool_that_is_not_executable_is_told() =>
        Assert.That(
            () => SampleTools.StartAsync(Host, SampleTools.Spec(StateCounter, "no-such-interpreter")),
            Throws.TypeOf<ToolFailedException>().With.Message.Contains("exit code 127").And.Message.Contains("no-such-interpreter")
        );

    [Test]
    public async Task A_tool_that_dies_midway_was_ready_and_is_seen_to_be_gone()
    {
        await using var tool = await SampleTools.StartAsync(
            Host,
            SampleTools.Spec("ebpf-tools/dead/dies_midway.py", "python3"),
            "--after-ms 3000"
        );
        Assert.That(tool.Programs, Has.Count.EqualTo(1));
        await LocalProcesses.WaitUntilAsync(() => !tool.IsAlive, "the tool died");
        Assert.That(await tool.ReadProgramsAsync(CancellationToken.None), Is.Empty);
        var stopped = await tool.StopAsync(CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(stopped.ExitCode, Is.EqualTo(1));
            Assert.That(Text(stopped.Output.StandardError), Does.Contain("died as it was asked to"));
            Assert.That(stopped.LeftPrograms, Is.Empty);
        });
    }

    [Test]
    public async Task A_program_that_stays_loaded_after_its_tool_is_named()
    {
        var script = Path.Combine(Directory.CreateDirectory(Host.WorkDir).FullName, "leaves.sh");
        await File.WriteAllTextAsync(
            script,
            "setsid env -u PERFTESTS_PROCESS bpftrace -e 'tracepoint:net:net_dev_xmit_timeout { @ = count(); }' >/dev/null & echo $!; "
                + "wait\n"
        );
        await using var tool = await SampleTools.StartAsync(Host, SampleTools.Spec(script, "sh"));
        var stopped = await tool.StopAsync(CancellationToken.None);
        using (var daemon = Process.GetProcessById(int.Parse(Text(stopped.Output.StandardOutput))))
            daemon.Kill();
        Assert.That(stopped.LeftPrograms, Is.EqualTo(tool.Programs.Select(program => program.Id)).And.Count.EqualTo(1));
    }

    [Test]
    public async Task A_tool_that_attaches_after_its_ready_line_is_waited_for()
    {
        RequireBpftool();
        var spec = SampleTools.Spec("ebpf-tools/dead/attaches_late.py", "python3", line: "^ready$");
        await using var tool = await SampleTools.StartAsync(Host, spec, "--after-ms 2200");
        Assert.That((await AttachedAsync(tool)).Values, Is.EqualTo(new[] { true }));
    }

    [Test]
    public async Task A_tool_that_does_not_attach_what_it_was_seen_to_attach_fails_in_time()
    {
        RequireBpftool();
        var spec = SampleTools.Spec("ebpf-tools/dead/attaches_late.py", "python3", readySeconds: 3, line: "^ready$");
        await using var tool = await SampleTools.StartAsync(Host, spec, "--after-ms 60000", attachedPrograms: 1);
        Assert.That(
            () => AttachedAsync(tool),
            Throws
                .TypeOf<ToolFailedException>()
                .With.Message.Contains("had 0 BPF programs attached 3 s after it was ready (ready.timeout), 1 when its presence was proven")
        );
    }

    private static void RequireBpftool()
    {
        if (Infrastructure.Lab.LocalCommand.Find("bpftool") is null)
            Assert.Ignore("what a program is attached to is told by bpftool: install bpftool");
    }

    [Test]
    public async Task A_program_that_stays_loaded_after_a_failed_start_is_named_too()
    {
        var script = Path.Combine(Directory.CreateDirectory(Host.WorkDir).FullName, "never_ready.sh");
        await File.WriteAllTextAsync(
            script,
            "setsid env -u PERFTESTS_PROCESS bpftrace -e 'tracepoint:net:net_dev_xmit_timeout { @ = count(); }' >/dev/null & echo $!; "
                + "wait\n"
        );
        var spec = SampleTools.Spec(script, "sh", readySeconds: 3) with { ExpectedPrograms = 2, StopGraceSeconds = 0.5 };
        var exception = (await Assert.ThrowsAsync<ToolFailedException>(() => SampleTools.StartAsync(Host, spec)))!;
        using (var daemon = Process.GetProcessById(int.Parse(Text(exception.Output!.StandardOutput))))
            daemon.Kill();
        Assert.That(exception.LeftPrograms, Has.Count.EqualTo(1));
        Assert.That(
            exception.Message,
            Does.Contain("held 1 BPF programs").And.Contain($"BPF programs {exception.LeftPrograms[0]} stayed loaded")
        );
    }

    [Test]
    public async Task Counts_grow_with_traffic_and_a_program_that_never_runs_keeps_zero()
    {
        await using var busy = await SampleTools.StartAsync(
            Host,
            SampleTools.Spec("ebpf-tools/linux-network-stack/packet_printer.bt", "bpftrace")
        );
        await using var idle = await SampleTools.StartAsync(Host, SampleTools.Spec("ebpf-tools/dead/never_runs.bt", "bpftrace"));
        await using var stats = await BpfStats.EnableAsync(Host, CancellationToken.None);
        await _lab!["vm-client"].RunCheckedAsync(new RemoteCommand("ping -n -q -c 20 -i 0.01 198.19.2.1"), CancellationToken.None);
        await busy.ReadNamesAsync(CancellationToken.None);
        var (ran, slept) = (await busy.ReadProgramsAsync(CancellationToken.None), await idle.ReadProgramsAsync(CancellationToken.None));
        Assert.Multiple(() =>
        {
            Assert.That(ran, Has.Count.EqualTo(2).And.All.Property(nameof(BpfProgram.RunCount)).GreaterThanOrEqualTo(20));
            Assert.That(ran, Has.All.Property(nameof(BpfProgram.RunTimeNanoseconds)).Positive);
            Assert.That(slept.Select(program => program.RunCount), Is.EqualTo(new long[] { 0 }));
            if (Infrastructure.Lab.LocalCommand.Find("bpftool") is not null)
                Assert.That(busy.Programs.Select(program => program.Name), Is.EquivalentTo(new[] { "netif_receive_s", "net_dev_queue" }));
        });
    }

    private static Task<IReadOnlyDictionary<int, bool>> AttachedAsync(RunningTool tool) =>
        tool.WaitUntilAttachedAsync(() => tool.ReadAttachmentsAsync(CancellationToken.None), CancellationToken.None);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
