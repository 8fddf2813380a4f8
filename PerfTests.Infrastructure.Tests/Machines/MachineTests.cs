using System.Diagnostics;

namespace PerfTests.Infrastructure.Tests.Machines;

/// <summary>The suite on two real kernels, as a new user meets it, and what happens when a machine is paused, reset or lost.</summary>
/// <remarks>
/// By hand or nightly: <c>./perftests test --machines</c>. Budgets are wide, because emulated machines are good for function only.
/// </remarks>
[TestFixture]
[Category("Machines")]
internal sealed class MachineTests
{
    private const string TcpLatency = "Category=Latency&Category=tcp";
    private const string KprobeCounter = "kprobe:tcp_v4_rcv { @packets = count(); }\n";
    private const string BccTool = """
        ebpf_tools:
          tcpaccept:
            path: "/usr/sbin/tcpaccept-bpfcc"
            executable: "python3"
            enabled: true
            exposure: {traffic: events, min_runs: 1}
            # clang is emulated, too
            ready: {timeout: 300}
            test_scope: {test_types: ["latency"], protocols: ["tcp"]}
        """;

    private static readonly TimeSpan SessionLimit = TimeSpan.FromMinutes(20);
    private readonly List<MachineStep> _steps = [];
    private readonly Dictionary<string, MachineState> _before = [];
    private VirtualMachines? _machines;

    [OneTimeSetUp]
    public async Task RaiseAsync()
    {
        _machines = await VirtualMachines.RaiseAsync();
        foreach (var machine in (string[])["vm1", "vm2", VirtualMachines.Hypervisor])
            _before[machine] = await _machines.LookAsync(machine);
    }

    [OneTimeTearDown]
    public async Task DownAsync()
    {
        if (_machines is null)
            return;
        MachineReport.Write(_steps);
        await _machines.DisposeAsync();
    }

    [Test]
    public async Task A_new_user_measures_a_kprobe_tool_without_editing_a_file()
    {
        using var site = new MachineSite();
        await StepAsync(
            "`init` with the names of two hosts",
            async () =>
            {
                var printed = await RunAsync(
                    0,
                    "init",
                    "--server",
                    "vm1",
                    "--client",
                    "vm2",
                    "--ssh-config",
                    Machines.SshConfig,
                    "--seconds",
                    "2",
                    "--to",
                    site.Config
                );
                return Line(printed, "path");
            }
        );
        await StepAsync("`doctor`", async () => Last(await RunAsync(0, "doctor", "--config", site.Config)));
        site.AddScript("tcp_packets.bt", KprobeCounter);
        await StepAsync(
            "a bpftrace script with a kprobe, found by `scan --write`",
            async () =>
            {
                await RunAsync(0, "scan", "--write", "--config", site.Config);
                await MeasureAsync(site, 0, "--tool", "tcp_packets", "--filter", $"{TcpLatency}&Category=Ebpf");
                return Verdict(site, "ebpf/", "Pass");
            }
        );
        await StepAsync(
            "a baseline case",
            async () =>
            {
                await MeasureAsync(site, 0, "--filter", $"{TcpLatency}&Category=Baseline");
                return Verdict(site, "baseline/", "Pass");
            }
        );
    }

    [Test]
    public async Task What_BCC_compiles_at_each_start_is_measured_too()
    {
        using var site = await SiteAsync();
        site.Edit("ebpf-tools-spec.yaml", "^ebpf_tools:$", BccTool);
        // Each start of the tool takes minutes: as few as can be.
        site.Edit("thresholds.yaml", @"^looks: .*$", "looks: [3]");
        await StepAsync(
            "a BCC tool of the distribution, compiled at each start",
            async () =>
            {
                await MeasureAsync(site, 0, "--tool", "tcpaccept", "--filter", $"{TcpLatency}&Category=Ebpf");
                return Verdict(site, "ebpf/", "Pass");
            }
        );
    }

    [Test]
    public async Task A_user_with_sudo_and_rc_files_that_print_measures_over_few_sessions()
    {
        foreach (var machine in (string[])["vm1", "vm2"])
        {
            await Machines.RunAsync(
                machine,
                """
                printf 'echo "Welcome! perftests begin 12"; printf "\\033[31mno newline\\033[0m"; echo "disk quota" >&2; set -o noclobber\n' | cat - /home/ops/.bashrc >/tmp/rc
                cat /tmp/rc >/home/ops/.bashrc; rm /tmp/rc
                echo 'MaxSessions 2' >/etc/ssh/sshd_config.d/few.conf
                """
            );
            await ReloadSshAsync(machine);
        }
        using var site = await SiteAsync("ops1", "ops2");
        await StepAsync(
            "a user with sudo, rc files that print, `MaxSessions 2`",
            async () =>
            {
                await MeasureAsync(site, 0, "--filter", $"{TcpLatency}&Category=Ebpf");
                return Verdict(site, "ebpf/", "Pass");
            }
        );
        foreach (var machine in (string[])["vm1", "vm2"])
        {
            await Machines.RunAsync(machine, "sed -i 1d /home/ops/.bashrc; rm /etc/ssh/sshd_config.d/few.conf");
            await ReloadSshAsync(machine);
        }
    }

    [Test]
    public async Task The_hypervisor_runs_the_tool()
    {
        using var site = await SiteAsync("vm1", "vm2", "--tool-host", "hv");
        await StepAsync(
            "a tool on the hypervisor, under two guests",
            async () =>
            {
                await MeasureAsync(site, null, "--filter", $"{TcpLatency}&Category=Ebpf");
                return Verdict(site, "ebpf/", "Pass");
            }
        );
    }

    [Test]
    public async Task A_run_in_which_a_machine_was_paused_does_not_count()
    {
        using var site = await SiteAsync(seconds: 6);
        await StepAsync(
            "the client paused for 7 s in a load of 6 s",
            async () =>
            {
                using var session = Start(site, "--filter", $"{TcpLatency}&Category=Baseline");
                await Machines.WaitForLoadAsync(2, SessionLimit);
                await Machines.PauseAsync(2, TimeSpan.FromSeconds(7));
                await session.EndAsync(SessionLimit);
                Assert.That(site.Dropped(), Is.Not.Empty, session.Output);
                return $"round dropped: {site.Dropped()[0]}; then {Verdict(site, "baseline/")}";
            }
        );
    }

    [Test]
    public async Task A_machine_that_was_reset_is_measured_again_when_it_is_back()
    {
        using var site = await SiteAsync();
        await StepAsync(
            "the server reset in mid-load",
            async () =>
            {
                using var session = Start(site, "--filter", $"{TcpLatency}&Category=Baseline");
                await Machines.WaitForLoadAsync(2, SessionLimit);
                await Machines.ResetAsync(1);
                await session.EndAsync(SessionLimit);
                return Verdict(site, "baseline/", "Pass", "Inconclusive");
            }
        );
    }

    [Test]
    public async Task A_killed_controller_leaves_nothing_and_the_next_one_goes_on()
    {
        using var site = await SiteAsync();
        await StepAsync(
            "the controller killed with SIGKILL in mid-load",
            async () =>
            {
                using var session = Start(site, "--filter", $"{TcpLatency}&Category=Ebpf");
                await Machines.WaitForLoadAsync(2, SessionLimit);
                session.Kill();
                await Task.Delay(TimeSpan.FromSeconds(30));
                return "looked at after 30 s";
            },
            scratchMayStay: true
        );
        await StepAsync(
            "`--resume` after it",
            async () =>
            {
                await MeasureAsync(site, 0, "--resume", "--filter", $"{TcpLatency}&Category=Ebpf");
                return Verdict(site, "ebpf/", "Pass");
            }
        );
    }

    private VirtualMachines Machines => _machines ?? throw new InvalidOperationException("the machines are not up");

    /// <param name="scratchMayStay">Whether a scratch folder may be left, because nobody is there to remove it before the next
    /// session.</param>
    private async Task StepAsync(string what, Func<Task<string>> step, bool scratchMayStay = false)
    {
        var started = Stopwatch.GetTimestamp();
        var cameOut = "failed";
        try
        {
            cameOut = await step();
        }
        finally
        {
            var left = await LeftAsync();
            _steps.Add(new MachineStep(what, cameOut, Stopwatch.GetElapsedTime(started), left));
            await TestContext.Progress.WriteLineAsync(
                $"{what}: {cameOut} [{Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s, left: {string.Join(", ", left)}]"
            );
            MachineReport.Write(_steps);
        }
        Assert.That(
            _steps[^1].Left.Where(left => !scratchMayStay || !left.Contains("/perftests/tool-", StringComparison.Ordinal)),
            Is.Empty,
            $"left behind by: {what}"
        );
    }

    private async Task<IReadOnlyList<string>> LeftAsync()
    {
        var left = new List<string>();
        foreach (var (machine, before) in _before)
            left.AddRange((await Machines.LookAsync(machine)).Since(before).Select(line => $"{machine}: {line}"));
        return left;
    }

    /// <summary>Lets sshd read its configuration again, and waits until it listens: on an emulated machine that takes seconds.</summary>
    private Task<string> ReloadSshAsync(string machine) =>
        Machines.RunAsync(
            machine,
            "systemctl reload ssh; sleep 3; for i in $(seq 60); do ss -ltnH 'sport = :22' | grep -q . && exit 0; sleep 1; done; exit 1"
        );

    private Task<MachineSite> SiteAsync(int seconds = 2) => SiteAsync("vm1", "vm2", "--seconds", $"{seconds}");

    /// <summary>A set that <c>init</c> wrote, with the fewest rounds that it may have.</summary>
    private async Task<MachineSite> SiteAsync(string server, string client, params string[] more)
    {
        var site = new MachineSite();
        string[] seconds = more.Contains("--seconds") ? [] : ["--seconds", "2"];
        await RunAsync(
            0,
            ["init", "--server", server, "--client", client, "--ssh-config", Machines.SshConfig, "--to", site.Config, .. seconds, .. more]
        );
        site.Edit("thresholds.yaml", @"^looks: .*$", "looks: [3, 5, 8]");
        site.Edit("thresholds.yaml", @"^baseline_rounds: \d+", "baseline_rounds: 3");
        // An emulated sshd takes a tenth of a core and more. With guests on the tool host, init has switched the rule off itself.
        if (!more.Contains("--tool-host"))
            site.Edit("thresholds.yaml", @"^# validity: \{foreign_cpu_percent: 20\}.*$", "validity: {foreign_cpu_percent: 100}");
        return site;
    }

    private static SuiteProcess Start(MachineSite site, params string[] arguments) =>
        SuiteProcess.Start(["demo", "--config", site.Config, "--result", site.Result, "--budget", "1000", "--quiet", .. arguments]);

    private static async Task MeasureAsync(MachineSite site, int? exitCode, params string[] arguments)
    {
        using var session = Start(site, arguments);
        var ended = await session.EndAsync(SessionLimit);
        if (exitCode is not null)
            Assert.That(ended, Is.EqualTo(exitCode), session.Output);
    }

    private static async Task<string> RunAsync(int exitCode, params string[] arguments)
    {
        using var verb = SuiteProcess.Start(arguments);
        var ended = await verb.EndAsync(SessionLimit);
        Assert.That(ended, Is.EqualTo(exitCode), verb.Output);
        return verb.Output;
    }

    private static string Verdict(MachineSite site, string arm, params string[] expected)
    {
        var (name, verdict) = site.Verdicts().Single(found => found.Key.StartsWith(arm, StringComparison.Ordinal));
        Assert.That(expected.Length == 0 || expected.Contains(verdict.Verdict), $"{name}: {verdict.Verdict}: {verdict.Sentence}");
        return $"{verdict.Verdict}: {verdict.Sentence}";
    }

    private static string Line(string printed, string start) =>
        printed.Split('\n').First(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..].Trim();

    private static string Last(string printed) => printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Trim();
}
