using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Schemas;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>A whole case of a tool that is as it should be.</summary>
[TestFixture]
internal sealed class MeasuredCaseTests : LabCaseTests
{
    [Test]
    public async Task A_good_tool_gets_a_verdict_from_interleaved_rounds_after_its_exposure_is_proven()
    {
        var log = new RecordingLog();
        var started = TimeProvider.System.GetUtcNow();
        var verdict = await RunAsync("tcp_state_counter", log);
        var (store, name) = (Store(), Case("tcp_state_counter").Name);
        var result = (await store.ReadCaseAsync(name, CancellationToken.None))!;
        var runs = (await store.ReadRunsAsync(name, CancellationToken.None))
            .Items.Where(run => run.Execution.StartTime >= started)
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons.Concat(log.Lines)));
            Assert.That(verdict.Exposure!.Alive);
            Assert.That(verdict.Exposure.RunCount, Is.Positive);
            Assert.That(
                log.Steps,
                Is.EqualTo(
                    new[]
                    {
                        "exposure run",
                        "round 1: baseline before",
                        "round 1: with the tool",
                        "round 1: with the tool, again",
                        "round 1: baseline after",
                        "round 2: baseline before",
                        "round 2: with the tool",
                        "round 2: with the tool, again",
                        "round 2: baseline after",
                        "round 3: baseline before",
                        "round 3: with the tool",
                        "round 3: with the tool, again",
                        "round 3: baseline after",
                        "exposure run after the rounds",
                    }
                )
            );
            Assert.That(
                verdict.Exposure.Checks.Select(check => check.Moment).Distinct(),
                Is.EqualTo(new[] { ExposureMoment.Start, ExposureMoment.End })
            );
            Assert.That(verdict.Exposure.Checks, Has.All.Property(nameof(ExposureCheck.Passed)).True);
            Assert.That(log.Runs.Select(run => run.Folder), Is.EqualTo(result.Rounds.SelectMany(round => round.Runs)));
            Assert.That(runs.Count(run => run.Execution.Purpose == RunPurpose.Exposure), Is.EqualTo(2));
            Assert.That(runs, Has.Count.EqualTo(8));
            Assert.That(
                result.Rounds.Select(round => round.Middle.Select(Started)),
                Has.All.EqualTo(new[] { (true, false), (false, true) }),
                "one start serves both runs of a round"
            );
            Assert.That(ResultFiles.Mistakes(store.Tree.Root), Is.Empty);
            Assert.That(runs.Select(run => run.Metrics["throughput"]), Is.All.EqualTo(50e6).Within(10).Percent);
            Assert.That(result.Rounds.SelectMany(round => round.Values.Keys).Distinct(), Does.Contain("throughput").And.Contain("pps"));
        });

        (bool, bool) Started(string folder) =>
            runs.Single(run => run.Folder == folder).Execution is var run ? (run.ToolStartSeconds > 0, run.ToolStopSeconds > 0) : default;
    }

    [Test]
    public async Task A_run_s_folder_holds_everything_that_its_numbers_come_from()
    {
        var run = await RunOnceAsync("tcp_state_counter");
        var folder = Path.Combine(Session.Plan.Options.ResultDir, run.Folder);
        Assert.Multiple(() =>
        {
            Assert.That(
                Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)),
                Is.SupersetOf(
                    new[]
                    {
                        "client_results/stream_1.json",
                        "server_results/server.log",
                        "monitoring/counters_client.log",
                        "monitoring/counters_server.log",
                        "ebpf_output/tool_stdout.log",
                        "ebpf_output/tool_stderr.log",
                        "ebpf_output/tool_data.json",
                        "fingerprint.json",
                        "metadata.json",
                    }
                )
            );
            Assert.That(File.ReadAllText(Path.Combine(folder, "ebpf_output/tool_stdout.log")), Does.Contain("states: 1 established"));
            Assert.That(File.ReadAllText(Path.Combine(folder, "server_results/server.log")), Does.Contain("Server listening"));
            Assert.That(run.Commands.EbpfCmd, Is.EqualTo("bpftrace tools/tcp_state_counter.bt"));
            Assert.That(run.Commands.ClientCmd.Single(), Does.StartWith($"iperf3 -c 198.19.1.1 -B 198.19.1.2 -p {Port} -t 1 -b 50M"));
            Assert.That(run.Hosts.Keys, Is.EquivalentTo(new[] { "server", "client", "tool_host" }));
            Assert.That(run.Execution.LoadSeconds, Is.EqualTo(1).Within(0.2));
            Assert.That((run.Execution.ToolStartSeconds, run.Execution.ToolStopSeconds > 0), Is.EqualTo((0.0, true)), "the second run");
        });
    }
}
