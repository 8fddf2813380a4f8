using System.Diagnostics;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Execution.Exposure;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Supervision;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Matrix;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tests.Remote.Supervision;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Tests.Tools;

/// <summary>Tools whose programs outlive the command that loads them, in each of the ways in which they do.</summary>
[TestFixture]
[Category("Lab")]
internal sealed class LoaderTests
{
    private const string Interface = "vnet-server";

    private RemoteLab? _lab;
    private ConfigFolder? _set;
    private string _pins = "";

    private ShellHost Host => _lab!["vm-host"];

    private string Loader => $"LEFT=was python3 {_set!.Folder}/tools/loader.py";

    [OneTimeSetUp]
    public async Task RaiseLab()
    {
        if (LocalCommand.Find("bpftool") is null)
            Assert.Ignore("programs of loaders are found by bpftool: install bpftool");
        _lab = await RemoteLab.RaiseAsync();
        _set = new ConfigFolder().WriteTools();
        _set.Write(
            "tools/loader.py",
            await File.ReadAllTextAsync(RepositoryFolder.Of("PerfTests.Infrastructure.Tests", "Samples", "loaders", "loader.py"))
        );
        _pins = Directory.CreateTempSubdirectory("perftests-bpf-").FullName;
        Run("mount", "-t", "bpf", "bpf", _pins);
    }

    [OneTimeTearDown]
    public async Task TakeLabDown()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
        if (_pins.Length > 0)
        {
            Run("umount", _pins);
            Directory.Delete(_pins);
        }
        _set?.Dispose();
    }

    [Test]
    public async Task Programs_that_are_pinned_are_found_watched_and_taken_away()
    {
        var (tool, look) = await LookedAtAsync(Pinned());
        await using (tool)
        {
            var stopped = await tool.StopAsync(CancellationToken.None);
            Assert.Multiple(() =>
            {
                Assert.That(look.Programs.Select(program => program.Type), Is.EqualTo(new[] { "sched_cls" }));
                Assert.That(look.Attached.Values, Is.EqualTo(new[] { true }));
                Assert.That(tool.Programs.Single().Name, Is.EqualTo("was_pinned"));
                Assert.That(look.Use, Is.EqualTo("end\n"), "nothing of it runs");
                Assert.That((stopped.ExitCode, stopped.LeftPrograms.Count), Is.EqualTo((0, 0)));
                Assert.That(Directory.GetDirectories(_pins), Is.Empty);
                Assert.That(Directory.GetDirectories(Host.WorkDir, "tool-*"), Is.Empty);
            });
        }
    }

    [Test]
    public async Task A_filter_of_tc_is_found_by_its_program_s_name_and_with_its_interface()
    {
        var pin = $"{_pins}/object";
        var launch = Launch(
            new ToolLoader { Stop = $"tc qdisc del dev {Interface} clsact", Names = ["was_in_filter"] },
            $"{Loader} object {pin} && tc qdisc add dev {Interface} clsact && tc filter add dev {Interface} ingress bpf da "
                + $"object-pinned {pin} && rm {pin}"
        );
        var (tool, look) = await LookedAtAsync(launch);
        await using (tool)
        {
            var stopped = await tool.StopAsync(CancellationToken.None);
            Assert.Multiple(() =>
            {
                Assert.That(
                    look.Bindings.Select(binding => (binding.Interface, binding.Receives)),
                    Is.EqualTo(new[] { (Interface, (bool?)true) })
                );
                Assert.That((stopped.ExitCode, stopped.LeftPrograms.Count), Is.EqualTo((0, 0)));
            });
        }
    }

    [Test]
    public async Task A_daemon_is_found_by_the_programs_that_it_holds()
    {
        var (tool, look) = await LookedAtAsync(Daemon());
        await using (tool)
        {
            var daemon = await File.ReadAllTextAsync(PidFile);
            Assert.That(look.Use, Does.Contain($"/proc/{daemon}/stat:"));
            Assert.That(look.Attached.Values, Is.EqualTo(new[] { true }));
            Assert.That((await tool.StopAsync(CancellationToken.None)).LeftPrograms, Is.Empty);
            await LocalProcesses.WaitUntilAsync(() => !Directory.Exists($"/proc/{daemon}"), "the daemon is gone");
        }
    }

    [Test]
    public async Task What_is_there_before_the_start_is_an_error_and_stays()
    {
        await using var first = await StartAsync(Pinned());
        var exception = (await Assert.ThrowsAsync<ToolFailedException>(() => StartAsync(Pinned())))!;
        Assert.That(
            exception.Message,
            Is.EqualTo(
                $"host {Host.Id} has programs of tool loader already loaded (BPF programs {first.Programs.Single().Id}), so the baselines "
                    + "carry its cost too: stop it first"
            )
        );
        Assert.That(await first.ReadProgramsAsync(CancellationToken.None), Has.Count.EqualTo(1));
        await first.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task A_tool_that_nobody_stopped_is_stopped_on_its_host()
    {
        await using (await StartAsync(Pinned()))
            Assert.That(Directory.GetDirectories(_pins), Is.Not.Empty);
        await LocalProcesses.WaitUntilAsync(() => Directory.GetDirectories(_pins).Length == 0, "the stop command has run");
    }

    [Test]
    public async Task A_tool_whose_supervisor_is_killed_is_stopped_on_its_host()
    {
        await using var tool = await StartAsync(Pinned());
        Run("kill", "-KILL", "--", $"-{tool.ProcessId}");
        await LocalProcesses.WaitUntilAsync(() => Directory.GetDirectories(_pins).Length == 0, "the stop command has run");
    }

    [Test]
    public async Task A_tool_whose_connection_is_killed_is_stopped_on_its_host()
    {
        var host = _lab!.Connect("vm-host");
        await using var tool = await RunningTool.StartAsync(host, Pinned(), TimeProvider.System, CancellationToken.None);
        LocalProcesses.KillServerOf(tool.ProcessId);
        await LocalProcesses.WaitUntilAsync(() => Directory.GetDirectories(_pins).Length == 0, "the stop command has run");
    }

    [Test]
    public async Task A_tool_behind_a_connection_that_is_gone_is_stopped_with_what_else_is_stranded_there()
    {
        var host = _lab!.Connect("vm-host");
        await using var tool = await RunningTool.StartAsync(host, Pinned(), TimeProvider.System, CancellationToken.None);
        await StrandedProcesses.EndAsync(_lab.Connect("vm-host"), CancellationToken.None);
        await LocalProcesses.WaitUntilAsync(() => Directory.GetDirectories(_pins).Length == 0, "the stop command has run");
    }

    [Test]
    public async Task A_stop_command_takes_longer_than_a_supervisor_waits_and_comes_to_its_end()
    {
        var launch = Pinned();
        await using (await StartAsync(launch with { StopLine = $"sleep 4; {launch.StopLine}" }))
            Assert.That(Directory.GetDirectories(_pins), Is.Not.Empty);
        await LocalProcesses.WaitUntilAsync(() => Directory.GetDirectories(_pins).Length == 0, "the stop command has run");
    }

    [Test]
    public async Task A_start_that_fails_is_told_with_its_exit_code_and_stopped()
    {
        var launch = Pinned();
        var exception = (
            await Assert.ThrowsAsync<ToolFailedException>(() =>
                StartAsync(launch with { CommandLine = $"{launch.CommandLine} && echo no >&2 && exit 7" })
            )
        )!;
        Assert.That(exception.Message, Is.EqualTo("tool loader ended with exit code 7 before it was ready; it said: no"));
        await LocalProcesses.WaitUntilAsync(() => Directory.GetDirectories(_pins).Length == 0, "the stop command has run");
    }

    [Test]
    public async Task What_a_start_that_fails_found_there_is_not_taken_away()
    {
        var others = Path.Combine(_set!.Folder, "others");
        await File.WriteAllTextAsync(others, "somebody's");
        var launch = Launch(new ToolLoader { Stop = $"rm {others}", Names = ["not_there"] }, $"[ ! -e {others} ]");
        await Assert.ThrowsAsync<ToolFailedException>(() => StartAsync(launch with { StopLine = $"rm {others}" }));
        Assert.That(File.Exists(others));
    }

    [Test]
    public async Task A_folder_of_pins_may_be_behind_a_link()
    {
        var link = Path.Combine(_set!.Folder, "link");
        File.CreateSymbolicLink(link, $"{_pins}/own");
        var launch = Launch(new ToolLoader { Stop = $"rm -r {_pins}/own", PinnedUnder = link }, $"{Loader} pin {Interface} {_pins}/own");
        await using var tool = await StartAsync(launch with { StopLine = $"rm -r {_pins}/own" });
        Assert.That(tool.Programs, Has.Count.EqualTo(1));
        Assert.That((await tool.StopAsync(CancellationToken.None)).LeftPrograms, Is.Empty);
    }

    [Test]
    public async Task Programs_that_the_stop_command_leaves_are_told()
    {
        var launch = Pinned();
        await using var tool = await StartAsync(launch with { StopLine = "exit 3" });
        var stopped = await tool.StopAsync(CancellationToken.None);
        Run("rm", "-r", $"{_pins}/own");
        Assert.That((stopped.ExitCode, stopped.LeftPrograms), Is.EqualTo((3, (IReadOnlyList<int>)[tool.Programs.Single().Id])));
    }

    private string PidFile => $"{_set!.Folder}/daemon.pid";

    private ToolLaunch Pinned() =>
        Launch(new ToolLoader { Stop = $"rm -r {_pins}/own", PinnedUnder = $"{_pins}/own" }, $"{Loader} pin {Interface} {_pins}/own");

    private ToolLaunch Daemon() =>
        Launch(new ToolLoader { Stop = $"kill $(cat {PidFile})", Names = ["was_to_daemon"] }, $"{Loader} daemon {Interface} {PidFile}");

    private static ToolLaunch Launch(ToolLoader loader, string start) =>
        new(
            SampleConfig.Tool("loader") with
            {
                Loader = loader,
                Ready = new ToolReadiness { TimeoutSeconds = 20 },
                StopGraceSeconds = 1,
            },
            start
        )
        {
            StopLine = loader.Stop,
        };

    private Task<RunningTool> StartAsync(ToolLaunch launch) =>
        RunningTool.StartAsync(Host, launch, TimeProvider.System, CancellationToken.None);

    private async Task<(RunningTool Tool, ToolLook Look)> LookedAtAsync(ToolLaunch launch)
    {
        var tool = await StartAsync(launch);
        await tool.ReadNamesAsync(CancellationToken.None);
        return (
            tool,
            await ToolLook.TakeAsync(Host, tool.ProcessId, tool.Lookup, tool.Programs, LoadMoment.Before, CancellationToken.None)
        );
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}");
    }
}
