using PerfTests.Infrastructure.Analysis.Audit;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tests.Tools;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>Cases that a second session takes up, or measures against what the first one stored.</summary>
[TestFixture]
[Category("Lab")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ResumedCaseTests
{
    private const string Loads = """
        test_types:
          throughput:
            single_stream:
              server_cmd: "iperf3 -s -p {port} -B {server_ip}"
              client_cmd_tcp: "iperf3 -c {server_ip} -B {client_ip} -p {port} -t {duration} -b {target_bw}"
              ports: [5978]
              durations: [1]
              target_bw: ["50M"]
        """;

    private const string Tools =
        "ebpf_tools: {tcp_state_counter: {path: tools/tcp_state_counter.bt, executable: bpftrace, exposure: " + "{traffic: events}}}";
    private const string Thresholds =
        "looks: [3]\nbaseline_rounds: 3\nmax_dropped_rounds: 3\nbudgets: [{overhead_percent: {throughput: 99, cpu_per_gigabyte: "
        + "1000000}}]\nvalidity: {foreign_cpu_percent: off, steal_percent: off, foreign_programs: off, leftover_programs: off}\n";

    private ConfigFolder _set = null!;

    [SetUp]
    public async Task WriteSet()
    {
        LabSsh.RequireLab();
        SampleTools.RequireBpftrace();
        if (LocalCommand.Find("iperf3") is null)
            Assert.Ignore("the load needs iperf3: install iperf3");
        _set = new ConfigFolder()
            .WriteTools()
            .Write("performance-test-spec.yaml", Loads)
            .Write("ebpf-tools-spec.yaml", Tools)
            .Write("thresholds.yaml", Thresholds);
        foreach (var file in (string[])["ssh-hosts.yaml", "test-environments.yaml"])
            _set.Write(file, await File.ReadAllTextAsync(RepositoryFolder.Of("config", file)));
    }

    [TearDown]
    public void RemoveSet() => _set?.Dispose();

    [Test]
    public async Task A_case_that_was_cut_off_goes_on_from_its_complete_rounds_and_a_finished_one_is_not_measured_again()
    {
        var stopped = new RecordingLog();
        await using (var first = await StartAsync(resume: false))
        {
            using var stopping = new CancellationTokenSource();
            stopped = new RecordingLog
            {
                OnStep = step =>
                {
                    if (step == "round 3: with the tool")
                        stopping.Cancel();
                },
            };
            await Assert.ThatAsync(
                () => first.RunAsync(ToolCase(first), stopped, stopping.Token),
                Throws.InstanceOf<OperationCanceledException>(),
                string.Join("\n", stopped.Lines)
            );
            // As after SIGKILL: rounds and no verdict.
            File.Delete(Path.Combine(Store.Tree.CaseFolder(ToolCase(first).Name), CaseStore.VerdictFile));
        }
        await using (var second = await StartAsync(resume: true))
        {
            var log = new RecordingLog();
            var verdict = await second.RunAsync(ToolCase(second), log, CancellationToken.None);
            var rounds = (await Store.ReadCaseAsync(verdict.Case, CancellationToken.None))!.Rounds;
            Assert.Multiple(() =>
            {
                Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons.Concat(log.Lines)));
                Assert.That(log.Lines[0], Does.StartWith("resumed: measured at ").And.EndWith("2 rounds kept"));
                Assert.That(
                    log.Steps,
                    Is.EqualTo(
                        new[]
                        {
                            "round 3: baseline before",
                            "round 3: with the tool",
                            "round 3: with the tool, again",
                            "round 3: baseline after",
                            "exposure run after the rounds",
                        }
                    )
                );
                Assert.That(rounds.Take(2).SelectMany(round => round.Middle), Is.SubsetOf(stopped.Runs.Select(run => run.Folder)));
                Assert.That(verdict.Exposure!.RunCount, Is.Positive);
                Assert.That(verdict.Reasons, Has.Some.StartWith("resumed: measured from "));
            });
            var again = new RecordingLog();
            Assert.That((await second.RunAsync(ToolCase(second), again, CancellationToken.None)).Verdict, Is.EqualTo(Verdict.Pass));
            Assert.That(again.Steps, Is.Empty);
            Assert.That(await ContradictionsAsync(), Is.Empty);
            await AssertRefusedAsync(second, "          50", "          60", "it says throughput 60");
            await AssertRefusedAsync(second, "\"number\": 2", "\"number\": ", "cannot be read");
        }
        await AssertAnewAsync(
            "monitoring-config.yaml",
            "monitoring: {enabled: false}",
            "workload.monitoring: cpu, memory, network, disk_io every 1 s; perf counts instructions, cycles against off"
        );
        await AssertAnewAsync(
            "hooks.yaml",
            "hooks: {custom: [{name: burn, at: run, on: server, run: 'sleep 9'}]}",
            "workload.hooks: none against burn ("
        );
        await using var third = await StartAsync(resume: false);
        var anew = new RecordingLog { OnStep = _ => throw new OperationCanceledException() };
        await Assert.ThatAsync(
            () => third.RunAsync(ToolCase(third), anew, CancellationToken.None),
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(anew.Steps, Is.EqualTo(new[] { "exposure run" }));
    }

    [Test]
    public async Task A_stored_baseline_saves_the_baselines_between_tool_runs_and_its_sentinels_prove_the_host()
    {
        _set.Write("thresholds.yaml", Thresholds + "baseline: stored\nstored_baseline: {min_runs: 4, sentinel_runs: 2}\n");
        await using var session = await StartAsync(resume: false);
        var without = new RecordingLog
        {
            OnStep = step =>
            {
                if (step == "round 1: with the tool")
                    throw new OperationCanceledException();
            },
        };
        await Assert.ThatAsync(
            () => session.RunAsync(ToolCase(session), without, CancellationToken.None),
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(
            without.Lines,
            Has.Some.EqualTo("stored baseline: 0 runs match, 4 needed; baselines are measured between the tool runs")
        );

        await session.RunAsync(session.Plan.Cases.Single(perfCase => perfCase.Tool is null), new RecordingLog(), CancellationToken.None);
        var log = new RecordingLog();
        var verdict = await session.RunAsync(ToolCase(session), log, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons.Concat(log.Lines)));
            Assert.That(verdict.StoredBaseline!.Runs, Is.EqualTo(13));
            Assert.That(
                log.Steps,
                Is.EqualTo(
                    new[]
                    {
                        "exposure run",
                        "sentinel 1",
                        "round 1: with the tool",
                        "round 2: with the tool",
                        "round 3: with the tool",
                        "sentinel 2",
                        "exposure run after the rounds",
                    }
                )
            );
        });
        Assert.That(await ContradictionsAsync(), Is.Empty);
    }

    [Test]
    public async Task A_host_that_changes_while_a_case_is_measured_drops_the_round_with_the_fact_that_changed()
    {
        var source = new TappedHostSource();
        await using var session = await StartAsync(resume: false, source);
        var changed = false;
        var log = new RecordingLog
        {
            OnStep = step =>
            {
                if (step != "round 1: baseline after" || changed)
                    return;
                changed = true;
                source["lab-system-server"]
                    .RunCheckedAsync(
                        new RemoteCommand("ip link set dev $(ip -o -4 addr show to 198.19.1.1 | cut -d' ' -f2) mtu 1400"),
                        CancellationToken.None
                    )
                    .GetAwaiter()
                    .GetResult();
            },
        };
        var verdict = await session.RunAsync(session.Plan.Cases.Single(perfCase => perfCase.Tool is null), log, CancellationToken.None);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(verdict.Reasons[^1], Does.Contain("the hosts changed since the case began: server.mtu: 1500 against 1400"));
    }

    private CaseStore Store => new(new ResultTree(Path.Combine(_set.Folder, "result")));

    private static PerfCase ToolCase(TestSession session) => session.Plan.Cases.Single(perfCase => perfCase.Tool is not null);

    private Task<TestSession> StartAsync(bool resume, IHostSource? source = null)
    {
        var plan = SessionPlan.Load(
            new SessionOptions
            {
                ConfigDir = _set.Folder,
                ResultDir = Path.Combine(_set.Folder, "result"),
                Environments = ["lab-system"],
                Resume = resume,
            }
        );
        return TestSession.StartAsync(plan, plan.Cases, source ?? new LabHostSource(), TimeProvider.System, CancellationToken.None);
    }

    /// <summary>A session with another file in its set does not take the finished case over.</summary>
    private async Task AssertAnewAsync(string file, string text, string reason)
    {
        var caseFolder = "";
        var kept = new Dictionary<string, byte[]>();
        _set.Write(file, text);
        await using (var session = await StartAsync(resume: true))
        {
            caseFolder = Store.Tree.CaseFolder(ToolCase(session).Name);
            kept = Directory.GetFiles(caseFolder).ToDictionary(path => path, File.ReadAllBytes);
            var log = new RecordingLog { OnStep = _ => throw new OperationCanceledException() };
            await Assert.ThatAsync(
                () => session.RunAsync(ToolCase(session), log, CancellationToken.None),
                Throws.InstanceOf<OperationCanceledException>()
            );
            Assert.That(log.Lines[0], Does.StartWith("measured anew: ").And.Contain(reason));
        }
        File.Delete(Path.Combine(_set.Folder, file));
        foreach (var (path, bytes) in kept)
            await File.WriteAllBytesAsync(path, bytes);
    }

    private async Task<IReadOnlyList<string>> ContradictionsAsync()
    {
        var reading = await ResultReading.ReadAsync(Store, CancellationToken.None);
        Assert.That(reading.Cases.Select(result => result.Marker?.Terms), Is.Not.Empty.And.All.Not.Null);
        return [.. reading.Cases.SelectMany(result => Contradictions.Of(result, reading)).Select(found => $"{found}")];
    }

    private async Task AssertRefusedAsync(TestSession session, string good, string bad, string reason)
    {
        var path = Path.Combine(Store.Tree.CaseFolder(ToolCase(session).Name), CaseStore.RoundsFile);
        var whole = await File.ReadAllTextAsync(path);
        var edited = whole.Replace(good, bad, StringComparison.Ordinal);
        Assert.That(edited, Is.Not.EqualTo(whole));
        var verdict = await File.ReadAllTextAsync(path.Replace(CaseStore.RoundsFile, CaseStore.VerdictFile, StringComparison.Ordinal));
        var marker = await File.ReadAllTextAsync(path.Replace(CaseStore.RoundsFile, CaseStore.MarkerFile, StringComparison.Ordinal));
        await File.WriteAllTextAsync(path, edited);
        var before = Directory.GetFiles(Path.GetDirectoryName(path)!, "rounds.json.broken*");
        var log = new RecordingLog { OnStep = _ => throw new OperationCanceledException() };
        await Assert.ThatAsync(
            () => session.RunAsync(ToolCase(session), log, CancellationToken.None),
            Throws.InstanceOf<OperationCanceledException>()
        );
        var aside = Directory.GetFiles(Path.GetDirectoryName(path)!, "rounds.json.broken*").Except(before).Single();
        Assert.That(
            log.Lines[0],
            Does.StartWith("measured anew: ebpf/").And.Contain("rounds.json").And.Contain(reason).And.Contain(Path.GetFileName(aside))
        );
        Assert.That(await File.ReadAllTextAsync(aside), Is.EqualTo(edited));
        await File.WriteAllTextAsync(path, whole);
        await File.WriteAllTextAsync(path.Replace(CaseStore.RoundsFile, CaseStore.VerdictFile, StringComparison.Ordinal), verdict);
        await File.WriteAllTextAsync(path.Replace(CaseStore.RoundsFile, CaseStore.MarkerFile, StringComparison.Ordinal), marker);
    }
}
