using System.Text.Json;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Results.Sessions;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tests.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Execution.Hooks;

/// <summary>Real hooks on the hosts of the lab around real cases.</summary>
[TestFixture]
[Category("Lab")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HookedSessionTests
{
    // Seconds that no other sleep of this machine has tell a hook's process from those of others.
    private readonly string _hang = $"300.{Random.Shared.Next(1_000_000, 10_000_000)}";

    private ConfigFolder _set = null!;

    private string Notes => _set.File("notes.log");

    private string ResultDir => Path.Combine(_set.Folder, "result");

    [SetUp]
    public void MakeSet()
    {
        LabSsh.RequireLab();
        if (LocalCommand.Find("iperf3") is null)
            Assert.Ignore("the load needs iperf3: install iperf3");
        _set = new ConfigFolder()
            .Write(
                "performance-test-spec.yaml",
                """
                test_types:
                  throughput:
                    single_stream:
                      server_cmd: "iperf3 -s -p {port} -B {server_ip}"
                      client_cmd_tcp: "iperf3 -c {server_ip} -B {client_ip} -p {port} -t {duration} -b {target_bw}"
                      ports: [5983]
                      durations: [1]
                      target_bw: ["50M", "60M"]
                """
            )
            .Write(
                "thresholds.yaml",
                "looks: [3]\nbaseline_rounds: 3\nmax_dropped_rounds: 1\nvalidity: {foreign_cpu_percent: off, steal_percent: off, "
                    + "foreign_programs: off, leftover_programs: off}"
            );
        foreach (var file in (string[])["ssh-hosts.yaml", "test-environments.yaml"])
            _set.Write(file, File.ReadAllText(RepositoryFolder.Of("config", file)));
    }

    [TearDown]
    public void RemoveSet() => _set?.Dispose();

    [Test]
    public async Task Hooks_run_in_order_on_their_hosts_and_their_failures_are_told_beside_the_verdict()
    {
        WriteHooks(
            """
              init:
                - {name: i-session, at: session, on: all, run: "echo init session {host} >> NOTES; echo prepared {host}"}
                - {name: i-hangs, at: session, on: client, run: "echo begun; sleep HANG & sleep HANG", timeout: 0.5, fatal: false}
                - {name: i-environment, at: environment, on: server, run: "echo init environment {interface} >> NOTES"}
                - {name: i-case, at: case, on: client, run: "echo init case {params} >> NOTES"}
                - {name: i-refuses, at: case, on: server, params: "single_60M_*", run: "echo no such device; exit 7"}
                - {name: i-run, at: run, on: controller, run: "echo init run {arm} >> NOTES; test -d {run_dir}/monitoring"}
              custom:
                - {name: watch, at: run, on: client, run: "echo watching; while sleep 0.1; do echo seen; done"}
              post:
                - {name: p-run, at: run, on: client, run: "echo post run >> NOTES; echo cannot restore; exit 3"}
                - {name: p-run-next, at: run, on: server, run: "echo post run next >> NOTES"}
                - {name: p-case, at: case, on: client, run: "echo post case >> NOTES"}
                - {name: p-environment, at: environment, on: server, run: "echo post environment >> NOTES"}
                - {name: p-session, at: session, on: server, run: "echo post session >> NOTES"}
            """
        );
        var code = new OrderHook(Notes);
        var (log, sessionLog) = (new RecordingLog(), new RecordingLog());
        var plan = Plan();
        CaseVerdict good,
            refused;
        await using (var session = await StartAsync(plan, plan.Cases, [code], sessionLog))
        {
            await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With(_hang).Count == 0, "what a hook left is ended with it");
            good = await session.RunAsync(plan.Cases[0], log, CancellationToken.None);
            refused = await session.RunAsync(plan.Cases[1], log, CancellationToken.None);
        }
        string[] run = ["init run baseline", "code before run", "code after run", "post run", "post run next"];
        var notes = await File.ReadAllLinesAsync(Notes);
        var runFolder = Path.Combine(ResultDir, log.Runs[0].Folder);
        var ofRun = await RecordsAsync(Path.Combine(runFolder, "monitoring"));
        var ofSession = await RecordsAsync(Path.Combine(ResultDir, "hooks", "session"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(notes.Take(2), Is.EquivalentTo(new[] { "init session lab-system-server", "init session lab-system-client" }));
            Assert.That(
                notes.Skip(2),
                Is.EqualTo([
                    "code before session",
                    "init environment data0",
                    "code before environment",
                    "init case single_50M_1s",
                    "code before case",
                    // One more: the resource run.
                    .. Enumerable.Repeat(run, log.Runs.Count + 1).SelectMany(each => each),
                    "code after case",
                    "post case",
                    // The second case is refused by its own hook, so that those behind it in the list do not run.
                    "init case single_60M_1s",
                    "code after case",
                    "post case",
                    "code after environment",
                    "post environment",
                    "code after session",
                    "post session",
                ])
            );
            Assert.That(log.Runs, Has.Count.EqualTo(12));

            Assert.That(good.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', good.Reasons));
            Assert.That(
                good.Reasons[^1],
                Is.EqualTo("hook p-run (post, run) failed on lab-system-client: exit code 3: cannot restore (13 times)")
            );
            Assert.That(refused.Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(
                refused.Reasons[0],
                Is.EqualTo("hook i-refuses (init, case) failed on lab-system-server: exit code 7: no such device")
            );
            Assert.That(refused.Rounds, Is.Zero);
            Assert.That(Stored(plan.Cases[0]).Reasons, Is.EqualTo(good.Reasons));

            Assert.That(log.Failures.Distinct().ToList(), Has.Count.EqualTo(2));
            Assert.That(log.Steps, Does.Contain("init hook i-case (case)").And.Contain("post hook p-environment (environment)"));
            Assert.That(
                sessionLog.Lines,
                Is.EqualTo(new[] { "hook i-hangs (init, session) failed on lab-system-client: it did not end within 0.5 s, and was ended" })
            );
            Assert.That(
                ofSession.Where(record => record.Name == "i-session").Select(record => record.ExitCode),
                Is.EqualTo(new int?[] { 0, 0 })
            );
            Assert.That(
                ofRun.Select(record => record.Name),
                Is.EqualTo(new[] { "i-run", "order", "watch", "order", "p-run", "p-run-next" })
            );
            Assert.That(
                File.ReadAllText(Path.Combine(ResultDir, "hooks/session/hook_i-session.lab-system-server.log")),
                Is.EqualTo("prepared lab-system-server\n")
            );
            Assert.That(
                File.ReadAllText(Path.Combine(ResultDir, "hooks/session/hook_i-hangs.lab-system-client.log")),
                Is.EqualTo("begun\n")
            );
            Assert.That(
                File.ReadAllLines(Path.Combine(runFolder, "monitoring/hook_watch.lab-system-client.log")),
                Has.Length.GreaterThan(5).And.All.Match("watching|seen")
            );

            Assert.That(
                code.After.OfType<RunHookContext>().Select(context => context.Record!.Execution.Status),
                Has.Exactly(13).EqualTo(RunStatus.Success)
            );
            Assert.That(
                code.After.OfType<CaseHookContext>()
                    .Where(context => context is not RunHookContext)
                    .Select(context => context.Verdict!.Verdict),
                Is.EqualTo(new[] { Verdict.Pass, Verdict.Invalid })
            );
        }
    }

    [Test]
    public async Task A_fatal_hook_that_dies_beside_a_run_costs_the_run_its_round()
    {
        WriteHooks(
            """
              custom:
                - {name: guard, at: run, on: server, run: "echo lost sight; exit 4", fatal: true}
            """
        );
        var plan = Plan();
        await using var session = await StartAsync(plan, plan.Cases, [], new SilentLog());
        var verdict = await session.RunAsync(plan.Cases[0], new RecordingLog(), CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (verdict.Verdict, verdict.Rounds, verdict.DroppedRounds),
                Is.EqualTo((Verdict.Invalid, 0, 2)),
                string.Join('\n', verdict.Reasons)
            );
            Assert.That(
                verdict.Reasons,
                Has.Some.Contains(
                    "hook guard (custom, run) failed on lab-system-server: it ended before its level did, exit code 4: lost sight"
                )
            );
        }
    }

    [Test]
    public async Task A_stopped_session_runs_the_hooks_after_every_level_that_was_entered()
    {
        WriteHooks(
            """
              post:
                - {name: p-run, at: run, on: client, run: "echo post run >> NOTES"}
                - {name: p-hangs, at: case, on: client, run: "sleep HANG", timeout: 0.5}
                - {name: p-case, at: case, on: client, run: "echo post case >> NOTES"}
                - {name: p-environment, at: environment, on: server, run: "echo post environment >> NOTES"}
                - {name: p-session, at: session, on: server, run: "echo post session >> NOTES"}
              init:
                - {name: i-run, at: run, on: client, run: "sleep HANG", timeout: 60}
            """
        );
        using var stopping = new CancellationTokenSource();
        var plan = Plan();
        await using (var session = await StartAsync(plan, plan.Cases, [], new SilentLog()))
        {
            var running = session.RunAsync(plan.Cases[0], new RecordingLog(), stopping.Token);
            await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With(_hang).Count > 0, "the hook runs");
            await stopping.CancelAsync();
            Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
            await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With(_hang).Count == 0, "the hook is ended");
        }
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllLines(Notes), Is.EqualTo(new[] { "post run", "post case", "post environment", "post session" }));
            Assert.That(
                Stored(plan.Cases[0]).Reasons[^1],
                Does.Contain("hook p-hangs (post, case) failed on lab-system-client: it did not end within 0.5 s")
            );
        }
    }

    private static Task<TestSession> StartAsync(SessionPlan plan, IReadOnlyList<PerfCase> cases, IReadOnlyList<IHook> code, IStepLog log) =>
        TestSession.StartAsync(plan, cases, new LabHostSource(), code, log, TimeProvider.System, CancellationToken.None);

    private static Task<IReadOnlyList<HookRecord>> RecordsAsync(string folder) =>
        JsonFiles.ReadAsync<IReadOnlyList<HookRecord>>(folder, HookFiles.RecordsFile, JsonFiles.CamelCase, CancellationToken.None);

    private void WriteHooks(string lists) =>
        _set.Write(
            "hooks.yaml",
            "hooks:\n" + lists.Replace("NOTES", Notes, StringComparison.Ordinal).Replace("HANG", _hang, StringComparison.Ordinal)
        );

    private SessionPlan Plan() =>
        SessionPlan.Load(
            new SessionOptions
            {
                ConfigDir = _set.Folder,
                ResultDir = ResultDir,
                Environments = ["lab-system"],
            }
        );

    private CaseVerdict Stored(PerfCase perfCase) =>
        JsonSerializer.Deserialize<CaseVerdict>(
            File.ReadAllText(Path.Combine(ResultDir, perfCase.Name, CaseStore.VerdictFile)),
            JsonFiles.CamelCase
        )!;
}
