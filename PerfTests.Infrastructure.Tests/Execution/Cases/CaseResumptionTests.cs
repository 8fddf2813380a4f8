using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Execution.Cases;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Tests.Analysis;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>Five good rounds in the tree, and every way in which nothing may be built on them.</summary>
[TestFixture]
internal sealed class CaseResumptionTests
{
    private static readonly CaseMarker Today = Sample.Marker(Sample.Tool([])) with
    {
        SessionId = "session",
        StartedAt = TemporaryTree.Start.AddHours(1),
        Tool = "server: bpftrace t.bt [a1]",
        Exposure = null,
    };

    private static readonly Fingerprint OtherKernel = TemporaryTree.Fingerprint with
    {
        Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["server"] = new Dictionary<string, string> { ["kernel"] = "6.12" },
        },
    };

    private readonly List<string> _refused = [];
    private TemporaryTree _tree = null!;
    private PerfCase _perfCase = null!;
    private CaseResult _case = null!;

    private static IEnumerable<TestCaseData> OtherConditions()
    {
        static TestCaseData Case(string name, Func<CaseMarker, CaseMarker> today, double hours, string reason) =>
            new TestCaseData(today, hours, reason).SetArgDisplayNames(name);
        yield return Case("another session", marker => marker with { SessionId = "other" }, 1, "in another session");
        yield return Case(
            "another version of the tool",
            marker => marker with { Tool = "server: bpftrace t.bt [b2]" },
            1,
            "the tool is another: server: bpftrace t.bt [a1] against server: bpftrace t.bt [b2]"
        );
        yield return Case(
            "a tool of which no version is known",
            marker => marker with { Tool = "server: bpftrace t.bt [version unknown]" },
            1,
            "cannot tell which version of the tool"
        );
        yield return Case(
            "another exposure",
            marker => marker with { ExposureAsked = new ToolExposure { MaxLostEvents = 9 } },
            1,
            "what the exposure block of the tool asks is another now"
        );
        yield return Case("another kernel", marker => marker with { Fingerprint = OtherKernel }, 1, "server.kernel: 6.18 against 6.12");
        yield return Case("too old", marker => marker, 25, "25 h ago, 24 h are allowed");
        yield return Case("from the future", marker => marker, -1, "24 h are allowed");
    }

    private static IEnumerable<TestCaseData> BrokenRounds()
    {
        static TestCaseData Case(string name, Func<IReadOnlyList<RoundRecord>, IEnumerable<RoundRecord>> change, string problem) =>
            new TestCaseData(change, problem).SetArgDisplayNames(name);
        yield return Case(
            "an edited value",
            rounds =>
                Second(
                    rounds,
                    round =>
                        round with
                        {
                            Values = new Dictionary<string, RoundValues>
                            {
                                ["mean_latency"] = round.Values["mean_latency"] with { Middle = [104, 100] },
                            },
                        }
                ),
            "round 2: it says mean_latency 100 where"
        );
        yield return Case(
            "an edited baseline",
            rounds =>
                Second(
                    rounds,
                    round =>
                        round with
                        {
                            Values = new Dictionary<string, RoundValues>
                            {
                                ["mean_latency"] = round.Values["mean_latency"] with { Baseline = [120, 100] },
                            },
                        }
                ),
            "round 2: it says mean_latency 120 where"
        );
        yield return Case(
            "a metric that was not measured",
            rounds =>
                Second(rounds, round => round with { Values = new Dictionary<string, RoundValues> { ["pps"] = Sample.Values(1, 1, 1) } }),
            "measured nothing"
        );
        yield return Case(
            "one run in two rounds",
            rounds => Second(rounds, round => round with { Middle = rounds[0].Middle, Values = rounds[0].Values }),
            "a run is in two rounds"
        );
        yield return Case(
            "a baseline in the middle",
            rounds => Second(rounds, round => round with { Middle = [round.Middle[0], "baseline/lab-veth/latency/tcp/latency_2s/run_1"] }),
            "is not a run of ebpf/tracer"
        );
        yield return Case(
            "a round without its last baseline",
            rounds =>
                Second(
                    rounds,
                    round =>
                        round with
                        {
                            Baseline = [round.Baseline[0]],
                            Values = round.Values.ToDictionary(
                                each => each.Key,
                                each => each.Value with { Baseline = [each.Value.Baseline[0]] }
                            ),
                        }
                ),
            "round 2: a run is missing"
        );
        yield return Case("a round left out", rounds => rounds.Where(round => round.Number != 2), "round 3 is not in its place");
        yield return Case(
            "a run that is gone",
            rounds => Second(rounds, round => round with { Middle = [round.Middle[0], $"{round.Middle[1]}9"] }),
            "cannot be read"
        );
    }

    [SetUp]
    public async Task SetUp()
    {
        _refused.Clear();
        _tree = new TemporaryTree();
        _case = await _tree.AddAsync("tracer", [103, 104, 103, 105, 104]);
        await _tree.Store.WriteMarkerAsync(_case.Verdict.Case, Today with { StartedAt = TemporaryTree.Start }, default);
        using var set = new ConfigFolder()
            .Write("ebpf-tools-spec.yaml", "ebpf_tools: {tracer: {id: tracer, path: /opt/t.bt, executable: bpftrace}}")
            .Write("test-environments.yaml", ConfigFolder.Environments.Replace("net:", "lab-veth:", StringComparison.Ordinal))
            .Write("performance-test-spec.yaml", $"{ConfigFolder.Loads}\n    durations: [2]\n");
        _perfCase = TestMatrix.Build(set.Load()).Single(perfCase => perfCase.Tool is not null);
        Assert.That(_perfCase.Name, Is.EqualTo(_case.Verdict.Case));
    }

    [TearDown]
    public void TearDown() => _tree.Dispose();

    [Test]
    public async Task Rounds_of_the_same_session_under_the_same_conditions_are_built_on()
    {
        var resumed = await FindAsync(Today);
        Assert.That(_refused, Is.Empty);
        Assert.That(resumed!.Rounds.Select(round => round.Middle), Is.EqualTo(_case.Rounds.Select(round => round.Middle)));
    }

    [TestCaseSource(nameof(OtherConditions))]
    public async Task Rounds_under_other_conditions_are_not_built_on(Func<CaseMarker, CaseMarker> today, double hours, string reason)
    {
        Assert.That(await FindAsync(today(Today), hours), Is.Null);
        Assert.That(_refused.Single(), Does.StartWith("measured anew: ").And.Contain(reason));
    }

    [TestCaseSource(nameof(BrokenRounds))]
    public async Task Rounds_that_their_runs_do_not_bear_out_are_set_aside(
        Func<IReadOnlyList<RoundRecord>, IEnumerable<RoundRecord>> change,
        string problem
    )
    {
        await _tree.Store.WriteRoundsAsync(_case.Verdict.Case, [.. change(_case.Rounds)], default);
        Assert.That(await FindAsync(Today), Is.Null);
        Assert.That(_refused.Single(), Does.Contain(problem).And.Contain("it is kept as"));
    }

    [TestCase("metadata.json", "\"status\": \"success\"", "\"status\": \"failed\"", "is not a good run of that session")]
    [TestCase("metadata.json", "\"purpose\": \"measurement\"", "\"purpose\": \"exposure\"", "is not a good run of that session")]
    [TestCase("metadata.json", "2024-12-01T", "2024-11-01T", "is not a good run of that session")]
    [TestCase("metadata.json", "\"mean_latency\": 104", "\"mean_latency\": 99", "where ebpf/tracer")]
    [TestCase("fingerprint.json", "6.18", "6.12", "server.kernel: 6.18 against 6.12")]
    [TestCase("fingerprint.json", "{", "", "cannot be read")]
    public async Task A_run_that_is_no_good_measurement_of_the_session_is_not_built_on(
        string file,
        string there,
        string instead,
        string problem
    )
    {
        var path = $"{_case.Rounds[1].Middle[0]}/{file}";
        var text = _tree.Read(path);
        Assert.That(text, Does.Contain(there));
        _tree.Write(path, text.Replace(there, instead, StringComparison.Ordinal));
        Assert.That(await FindAsync(Today), Is.Null);
        Assert.That(_refused.Single(), Does.Contain("round 2: ").And.Contain(problem));
    }

    [TestCase(CaseStore.MarkerFile)]
    [TestCase(CaseStore.VerdictFile)]
    [TestCase(CaseStore.RoundsFile)]
    public async Task A_named_pipe_in_place_of_a_file_is_set_aside_and_not_waited_for(string file)
    {
        var path = Path.Combine(_tree.Tree.CaseFolder(_case.Verdict.Case), file);
        File.Delete(path);
        NamedPipe.Make(path);
        Assert.That(await FindAsync(Today), Is.Null);
        Assert.That(
            _refused.Single(),
            Does.Contain($"{file} cannot be read (it is a named pipe, not a file); it is kept as {file}.broken")
        );
    }

    [Test]
    public async Task A_case_that_was_Invalid_is_measured_anew()
    {
        await _tree.Store.WriteVerdictAsync(_case.Verdict with { Verdict = Verdict.Invalid }, default);
        Assert.That(await FindAsync(Today), Is.Null);
        Assert.That(_refused.Single(), Does.Contain("its verdict was Invalid"));
    }

    [Test]
    public async Task Rounds_of_interleaved_runs_do_not_pass_for_those_of_a_stored_baseline()
    {
        await _tree.Store.WriteStoredBaselineAsync(_case.Verdict.Case, new StoredBaseline { Runs = [] }, default);
        Assert.That(await FindAsync(Today), Is.Null);
        Assert.That(_refused.Single(), Does.Contain("round 1: a run is missing"));
    }

    private static IEnumerable<RoundRecord> Second(IReadOnlyList<RoundRecord> rounds, Func<RoundRecord, RoundRecord> change) =>
        rounds.Select(round => round.Number == 2 ? change(round) : round);

    private Task<ResumedCase?> FindAsync(CaseMarker today, double hoursLater = 1) =>
        new CaseResumption(_tree.Store, TimeSpan.FromHours(24), new FakeTimeProvider(TemporaryTree.Start.AddHours(hoursLater))).FindAsync(
            _perfCase,
            today,
            _refused.Add,
            default
        );
}
