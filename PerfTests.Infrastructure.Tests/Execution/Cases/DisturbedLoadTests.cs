using System.Diagnostics;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>Whole cases whose loads fail or are stopped.</summary>
[TestFixture]
internal sealed class DisturbedLoadTests : LabCaseTests
{
    [Test]
    public async Task A_load_that_is_killed_drops_its_round_and_the_next_one_starts_from_a_new_baseline()
    {
        var log = new RecordingLog { OnStep = step => KillClient(step == "round 1: baseline in the middle") };
        var verdict = await RunAsync(null, log);
        var rounds = (await Store().ReadCaseAsync(verdict.Case, CancellationToken.None))!.Rounds;
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons));
            Assert.That((verdict.Rounds, verdict.DroppedRounds), Is.EqualTo((3, 1)));
            Assert.That(rounds[0].DroppedBecause, Does.Contain("iperf3 was killed (SIGKILL)"));
            Assert.That(
                log.Steps.Take(6),
                Is.EqualTo(
                    new[]
                    {
                        "round 1: baseline before",
                        "round 1: baseline in the middle",
                        "round 2: baseline before",
                        "round 2: baseline in the middle",
                        "round 2: baseline in the middle",
                        "round 2: baseline after",
                    }
                )
            );
            Assert.That(rounds[1].Baseline[0], Is.Not.EqualTo(rounds[0].Baseline[0]));
        });
    }

    [Test]
    public async Task A_port_in_use_drops_rounds_with_that_reason_until_too_many_are_dropped()
    {
        CaseVerdict verdict;
        await using (
            var foreign = await Source["lab-system-server"]
                .StartAsync(new RemoteCommand($"exec iperf3 -s -p {Port}"), CancellationToken.None)
        )
        {
            await LocalProcesses.WaitUntilAsync(() => foreign.OutputSoFar.Length > 0 || ListensOn(Port), "the foreign server listens");
            verdict = await RunAsync(null, new RecordingLog());
        }
        var rounds = (await Store().ReadCaseAsync(verdict.Case, CancellationToken.None))!.Rounds;
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
            Assert.That(
                rounds.Select(round => round.DroppedBecause),
                Is.All.Contains($"port {Port} is in use").And.All.Contains("lab-system-server")
            );
            Assert.That(rounds, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task A_stopped_case_keeps_its_rounds_so_far_and_leaves_nothing_running()
    {
        using var stopping = new CancellationTokenSource();
        var log = new RecordingLog
        {
            OnStep = step =>
            {
                if (step == "round 2: baseline in the middle")
                    _ = WhenClientRunsAsync(_ => stopping.Cancel());
            },
        };
        var folders = RunFolders();
        await Assert.ThatAsync(() => Session.RunAsync(Case(null), log, stopping.Token), Throws.InstanceOf<OperationCanceledException>());
        await LocalProcesses.WaitUntilAsync(() => LoadProcesses().Count == 0, "no load runs");
        var result = (await Store().ReadCaseAsync(Case(null).Name, CancellationToken.None))!;
        Assert.Multiple(() =>
        {
            Assert.That(result.Verdict.Verdict, Is.EqualTo(Verdict.Inconclusive));
            Assert.That(result.Rounds.Select(round => round.DroppedBecause), Is.EqualTo(new string?[] { null }));
            Assert.That(
                RunFolders().Except(folders).Select(folder => File.Exists(Path.Combine(folder, RunFolder.MetadataFile))).Order(),
                Is.EqualTo(new[] { false, true, true, true, true, true })
            );
            Assert.That(Directory.GetDirectories(Source["lab-system-client"].WorkDir, "load-*"), Is.Empty);
        });
        // The hosts can still be used.
        Assert.That((await RunOnceAsync(null)).Execution.Error, Is.Null);
    }

    private void KillClient(bool now)
    {
        if (now)
            _ = WhenClientRunsAsync(client => client.Kill());
    }

    private async Task WhenClientRunsAsync(Action<Process> act)
    {
        var id = 0;
        await LocalProcesses.WaitUntilAsync(
            () => (id = Processes($"iperf3\0-c\0198.19.1.1\0-B\0198.19.1.2\0-p\0{Port}\0") is [var first, ..] ? first : 0) > 0,
            "the client runs"
        );
        using var client = Process.GetProcessById(id);
        // Not at its very start, where it would look like one that could not connect.
        var age = TimeProvider.System.GetLocalNow().DateTime - client.StartTime;
        if (age < TimeSpan.FromSeconds(0.2))
            await Task.Delay(TimeSpan.FromSeconds(0.2) - age);
        act(client);
    }

    private bool ListensOn(int port) =>
        Processes($"-s\0-p\0{port}\0")
            .Any(id =>
                File.ReadLines($"/proc/{id}/net/tcp")
                    .Concat(File.ReadLines($"/proc/{id}/net/tcp6"))
                    .Any(line => line.Contains($":{port:X4} ", StringComparison.Ordinal))
            );

    private string[] RunFolders()
    {
        var folder = Store().Tree.CaseFolder(Case(null).Name);
        return Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
    }
}
