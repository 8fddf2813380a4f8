using System.Diagnostics;
using System.Globalization;
using PerfTests.Infrastructure.Analysis.Audit;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tests.Remote.Supervision;
using PerfTests.Infrastructure.Tests.Tools;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>Real disturbances beside a load on the lab: the round that they strike is dropped with its reason, and repeated.</summary>
/// <remarks>Other programs of this machine may disturb more rounds; nothing here relies on a quiet one.</remarks>
[TestFixture]
[Category("Lab")]
[NonParallelizable] // loads of other tests would be the disturbance
internal sealed class DisturbedRunTests
{
    private const string Loads = """
        test_types:
          throughput:
            single_stream:
              server_cmd: "iperf3 -s -p {port} -B {server_ip}"
              client_cmd_tcp: "iperf3 -c {server_ip} -B {client_ip} -p {port} -t {duration} -b {target_bw}"
              ports: [5987]
              durations: [1]
              target_bw: ["20M"]
        """;

    private const string Thresholds = """
        looks: [3]
        baseline_rounds: 3
        max_dropped_rounds: 1
        max_dropped_share: 0
        validity: {foreign_cpu_percent: 15, steal_percent: off}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pt-noise-");
    private ConfigFolder? _set;
    private TestSession? _session;

    [OneTimeSetUp]
    public async Task StartSession()
    {
        LabSsh.RequireLab();
        if (LocalCommand.Find("iperf3") is null)
            Assert.Ignore("the load needs iperf3: install iperf3");
        _set = new ConfigFolder().Write("performance-test-spec.yaml", Loads).Write("thresholds.yaml", Thresholds);
        foreach (var file in (string[])["ssh-hosts.yaml", "test-environments.yaml"])
            _set.Write(file, await File.ReadAllTextAsync(RepositoryFolder.Of("config", file)));
        var plan = SessionPlan.Load(
            new SessionOptions
            {
                ConfigDir = _set.Folder,
                ResultDir = Path.Combine(_set.Folder, "result"),
                Environments = ["lab-system"],
            }
        );
        _session = await TestSession.StartAsync(plan, plan.Cases, new LabHostSource(), TimeProvider.System, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task EndSession()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        _set?.Dispose();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task A_round_beside_a_program_of_somebody_else_is_dropped_for_its_cpu_and_repeated()
    {
        var hog = Path.Combine(_folder.FullName, "pt-hog");
        File.Copy("/bin/sh", hog);
        using var noise = new OrphanProcess($"{hog} -c 'while :; do :; done'");
        var (rounds, log, _) = await RunAsync(step =>
        {
            if (step == "round 1: baseline before")
                noise.Start();
            else
                noise.Dispose();
        });
        var by = rounds[0].DroppedBy!;
        Assert.Multiple(() =>
        {
            Assert.That((by.Rule, by.Part, by.Run), Is.EqualTo(("foreign_cpu_percent", RoundPart.BaselineBefore, rounds[0].Baseline[0])));
            Assert.That((by.Breach!.Value > 15, by.Breach.Limit, by.Breach.Host), Is.EqualTo((true, 15.0, "lab-system-server")));
            Assert.That(by.Breach.Detail, Does.Contain("pt-hog"));
            Assert.That(by.Breach.Detail, Does.Not.Contain("iperf3"));
            Assert.That(rounds[0].DroppedBecause, Is.EqualTo($"baseline run before: {by.Breach}"));
            Assert.That(log.Steps, Does.Contain("round 2: baseline before"));
            Assert.That(
                log.Lines,
                Has.Some.StartsWith("round 1: dropped: baseline run before: CPU of foreign processes on server lab-system-server")
            );
        });
        await AgreesAsync();
    }

    [Test]
    public async Task A_bpf_program_of_somebody_else_that_goes_while_a_load_runs_strikes_its_run()
    {
        SampleTools.RequireBpftrace();
        if (LocalCommand.Find("bpftool") is null)
            Assert.Ignore("names of BPF programs need bpftool: install bpftool");
        using var noise = new OrphanProcess("bpftrace -e 'interval:s:7747 { @ = count() }'");
        noise.Start();
        await LocalProcesses.WaitUntilAsync(() => Programs().Contains(" name 7747 ", StringComparison.Ordinal), "the program is loaded");
        using var stopping = new CancellationTokenSource();
        var (rounds, _, runs) = await RunAsync(
            step =>
            {
                if (step == "round 1: baseline before")
                    _ = EndWhenServerListensAsync(noise);
                else if (step.StartsWith("round 2", StringComparison.Ordinal))
                    stopping.Cancel();
            },
            stopping.Token
        );
        Assert.That(
            runs.SelectMany(run => run.Execution.Broken ?? [])
                .Where(breach => breach.Rule == "foreign_programs")
                .Select(breach => breach.Detail),
            Has.Some.Contains("-").And.Some.Contains("perf_event 7747")
        );
        Assert.That(rounds[0].DroppedBy!.Part, Is.EqualTo(RoundPart.BaselineBefore));
    }

    private static async Task EndWhenServerListensAsync(OrphanProcess noise)
    {
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("iperf3\0-s\0-p\05987\0").Count > 0, "the server runs");
        noise.Dispose();
    }

    private static string Programs()
    {
        using var bpftool = Process.Start(new ProcessStartInfo("bpftool", ["prog", "show"]) { RedirectStandardOutput = true })!;
        return bpftool.StandardOutput.ReadToEnd();
    }

    /// <summary>The baseline case, with something done at its steps, until it is over or stopped.</summary>
    private async Task<(IReadOnlyList<RoundRecord> Rounds, RecordingLog Log, IReadOnlyList<RunRecord> Runs)> RunAsync(
        Action<string> onStep,
        CancellationToken stopping = default
    )
    {
        var begun = TimeProvider.System.GetUtcNow();
        var log = new RecordingLog { OnStep = onStep };
        try
        {
            await _session!.RunAsync(Case(), log, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What it was stopped for has happened.
        }
        var store = Store();
        var result = (await store.ReadCaseAsync(Case().Name, CancellationToken.None))!;
        return (
            result.Rounds,
            log,
            [.. (await store.ReadRunsAsync(Case().Name, CancellationToken.None)).Items.Where(run => run.Execution.StartTime >= begun)]
        );
    }

    /// <summary>What was dropped, and what was not, follows from the tree alone.</summary>
    private async Task AgreesAsync()
    {
        var reading = await ResultReading.ReadAsync(Store(), CancellationToken.None);
        Assert.That(reading.Validity, Is.Not.Empty);
        Assert.That(reading.Cases.SelectMany(result => Contradictions.Of(result, reading)), Is.Empty);
        Assert.That(Schemas.ResultFiles.Mistakes(Store().Tree.Root), Is.Empty);
    }

    private PerfCase Case() => _session!.Plan.Cases.Single();

    private CaseStore Store() => new(new ResultTree(_session!.Plan.Options.ResultDir));

    /// <summary>A process that is nobody's child, as one of another user is.</summary>
    private sealed class OrphanProcess(string command) : IDisposable
    {
        private int _processId;

        public void Start()
        {
            using var parent = Process.Start(
                new ProcessStartInfo("sh", ["-c", $"setsid timeout 60 {command} >/dev/null 2>&1 & echo $!"])
                {
                    RedirectStandardOutput = true,
                }
            )!;
            _processId = int.Parse(parent.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
            parent.WaitForExit();
        }

        public void Dispose()
        {
            if (_processId == 0)
                return;
            using var process = Process.GetProcessById(_processId);
            process.Kill(entireProcessTree: true);
            _processId = 0;
        }
    }
}
