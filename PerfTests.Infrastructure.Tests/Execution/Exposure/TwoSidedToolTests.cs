using System.Text.Json;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tests.Tools;

namespace PerfTests.Infrastructure.Tests.Execution.Exposure;

/// <summary>Placement <c>both</c> on the lab: two instances of a tool in one run.</summary>
[TestFixture]
[Category("Lab")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TwoSidedToolTests
{
    private ConfigFolder? _set;
    private TestSession? _session;

    [SetUp]
    public async Task StartSession()
    {
        LabSsh.RequireLab();
        SampleTools.RequireBpftrace();
        if (LocalCommand.Find("iperf3") is null)
            Assert.Ignore("the load needs iperf3: install iperf3");
        _set = new ConfigFolder()
            .WriteTools()
            .Write("monitoring-config.yaml", "monitoring: {enabled: false}\n")
            .Write("ssh-hosts.yaml", await File.ReadAllTextAsync(RepositoryFolder.Of("config", "ssh-hosts.yaml")))
            .Write(
                "test-environments.yaml",
                """
                test_environments:
                  two-sided:
                    placement: both
                    server: {ssh_ref: lab-system-server, test_ip: 198.19.1.1, interface: data0, variables: {LIFE_MS: "600000"}}
                    client: {ssh_ref: lab-system-client, test_ip: 198.19.1.2, interface: data0, variables: {LIFE_MS: "900"}}
                """
            )
            .Write(
                "performance-test-spec.yaml",
                """
                test_types:
                  throughput:
                    single_stream:
                      server_cmd: "iperf3 -s -p {port} -B {server_ip}"
                      client_cmd_tcp: "iperf3 -c {server_ip} -B {client_ip} -p {port} -t {duration} -b {target_bw}"
                      ports: [5978]
                      durations: [1]
                      target_bw: ["50M"]
                """
            )
            .Write(
                "ebpf-tools-spec.yaml",
                """
                ebpf_tools:
                  seen:
                    id: seen
                    # The same code on both sides: in the lab, whose hosts share a kernel, neither may be taken for a stranger's.
                    path: tools/tcp_state_counter.bt
                    executable: bpftrace
                    exposure: {traffic: events, min_runs: 2}
                    parameters:
                      template: "{direction} {SRC_IP} {DST_IP}"
                      values: {direction: [rx]}
                  dies_on_one_side:
                    id: dies_on_one_side
                    path: tools/dies_midway.py
                    executable: python3
                    parameters: {template: "--after-ms {LIFE_MS}"}
                """
            )
            .Write(
                "thresholds.yaml",
                "looks: [3]\nbudgets: [{overhead_percent: {throughput: 99, cpu_per_gigabyte: 1000000}}]\nvalidity: {foreign_cpu_percent: "
                    + "off, steal_percent: off, foreign_programs: off, leftover_programs: off}\n"
            );
        var plan = SessionPlan.Load(new SessionOptions { ConfigDir = _set.Folder, ResultDir = Path.Combine(_set.Folder, "result") });
        _session = await TestSession.StartAsync(plan, plan.Cases, new LabHostSource(), TimeProvider.System, CancellationToken.None);
    }

    [TearDown]
    public async Task EndSession()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        _set?.Dispose();
    }

    [Test]
    public async Task Both_instances_are_proven_and_each_one_s_view_and_output_is_kept()
    {
        var (perfCase, log) = (Case("seen"), new RecordingLog());
        var verdict = await _session!.RunAsync(perfCase, log, CancellationToken.None);
        var run = log.Runs.Last(each => each.Arm == Arm.Ebpf);
        var output = Path.Combine(_session.Plan.Options.ResultDir, run.Folder, RunFolder.EbpfOutput);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons.Concat(log.Lines)));
            foreach (var role in new[] { "server", "client" })
            {
                Assert.That(
                    verdict.Exposure!.Programs.Where(program => program.Role == role).Sum(program => program.RunCount),
                    Is.Positive,
                    role
                );
                Assert.That(File.ReadAllText(Path.Combine(output, role, "tool_stdout.log")), Does.Contain("states:"));
                using var data = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, role, "tool_data.json")));
                Assert.That(data.RootElement.GetProperty("aliveAfterLoad").GetBoolean(), role);
            }
            var commands = run.Commands.EbpfCmd!.Split(" & ");
            Assert.That(commands[0], Does.EndWith(" rx 198.19.1.2 198.19.1.1"));
            Assert.That(commands[1], Does.EndWith(" rx 198.19.1.1 198.19.1.2"));
            Assert.That(run.Hosts.Keys, Is.EquivalentTo(new[] { "server", "client" }));
            Assert.That(run.Tool!.RunsOn, Is.EqualTo(new[] { "server", "client" }));
            Assert.That(run.Tool.Hash, Does.StartWith(perfCase.Tool!.Spec.Version!.Short));
            Assert.That(run.Folder, Does.StartWith($"ebpf/seen_{run.Tool.Version}/two-sided/"));
        });
    }

    [Test]
    public async Task An_instance_that_dies_on_one_side_makes_the_case_invalid_and_that_side_is_named()
    {
        var verdict = await _session!.RunAsync(Case("dies_on_one_side"), new RecordingLog(), CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(
                verdict.Reasons[0],
                Does.Contain("on the client: ").And.Contain("died while the load ran").Or.Contain("before it was ready")
            );
        });
    }

    private PerfCase Case(string tool) => _session!.Plan.Cases.Single(perfCase => perfCase.Tool?.Spec.Id == tool);
}
