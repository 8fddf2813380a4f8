using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Cases;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Tests.Execution.Sessions;
using PerfTests.Infrastructure.Tests.Matrix;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>What comes after what in a case, without hosts: the runs are scripted, the result tree is real.</summary>
[TestFixture]
internal sealed class CaseRunnerTests
{
    private static readonly Dictionary<string, double> Budgets = new() { ["mean_latency"] = 10 };

    private readonly RecordingLog _log = new();
    private CancellationTokenSource _stop = null!;
    private FakeTimeProvider _time = null!;
    private TemporaryTree _tree = null!;
    private ScriptedExecutor _hosts = null!;
    private PerfCase _baselineCase = null!;
    private PerfCase _toolCase = null!;

    private Thresholds Thresholds { get; set; } = new();

    [SetUp]
    public void SetUp()
    {
        (_tree, _time, _stop) = (new TemporaryTree(), new FakeTimeProvider(TemporaryTree.Start), new CancellationTokenSource());
        _hosts = new ScriptedExecutor(_tree, _time);
        Thresholds = new Thresholds { Looks = [3, 5], BaselineRounds = 3 };
        var spec = new PerformanceSpec { Latency = SampleConfig.Load(Protocol.Tcp) };
        var cases = TestMatrix.Build(SampleConfig.Of(spec, [SampleConfig.Tool("tracer")])).ToList();
        (_baselineCase, _toolCase) = (cases[0], cases[1]);
    }

    [TearDown]
    public void TearDown()
    {
        _stop.Dispose();
        _tree.Dispose();
    }

    [Test]
    public async Task A_tool_case_is_proven_then_measured_in_rounds_of_four_runs_then_proven_again()
    {
        var verdict = await RunAsync(_toolCase);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), verdict.Sentence);
        Assert.That(Order(), Is.EqualTo("P B T T B B T T B B T T B P"));
        Assert.That(_tree.Read($"{_toolCase.Name}/verdict.json"), Does.Contain(verdict.Sentence));
    }

    [Test]
    public async Task A_baseline_case_makes_its_rounds_of_baselines_and_proves_nothing()
    {
        Assert.That((await RunAsync(_baselineCase)).Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(Order(), Is.EqualTo("B B B B B B B B B B B B"));
    }

    [TestCase(null)]
    [TestCase("the load was refused")]
    public async Task A_baseline_case_whose_rounds_are_too_short_samples_its_hosts_first_and_nothing_rests_on_it(string? error)
    {
        _hosts.SampledSeconds = 5;
        _hosts.Error = (place, _) => place == 1 ? error : null;
        Assert.That((await RunAsync(_baselineCase)).Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(Order(), Is.EqualTo("S B B B B B B B B B B B B"));
        var runs = (await _tree.Store.ReadRunsAsync(_baselineCase.Name, CancellationToken.None)).Items;
        Assert.That(
            runs.OrderBy(run => run.Execution.StartTime).Select(run => run.TestCase.Parameters["duration_seconds"]),
            Is.EqualTo(new[] { "5" }.Concat(Enumerable.Repeat("30", 12)))
        );
        Assert.That(RunSummary.Of(_baselineCase.Name, runs).Runs, Is.EqualTo(12));
    }

    [Test]
    public async Task A_tool_case_whose_rounds_are_too_short_samples_its_hosts_in_its_first_exposure_run()
    {
        _hosts.SampledSeconds = 5;
        await RunAsync(_toolCase);
        Assert.That(Order(), Is.EqualTo("P B T T B B T T B B T T B P"));
        var runs = (await _tree.Store.ReadRunsAsync(_toolCase.Name, CancellationToken.None)).Items;
        Assert.That(
            runs.OrderBy(run => run.Execution.StartTime).Select(run => run.TestCase.Parameters["duration_seconds"]),
            Is.EqualTo(new[] { "5" }.Concat(Enumerable.Repeat("30", 7)))
        );
    }

    [Test]
    public async Task A_baseline_case_that_is_resumed_after_its_first_round_is_not_sampled_again()
    {
        _hosts.SampledSeconds = 5;
        _hosts.OnRun = place => _hosts.Gone = place == 9 ? "host server is gone" : null;
        await RunAsync(_baselineCase);
        (_hosts.OnRun, _hosts.Gone) = (_ => { }, null);
        var made = _hosts.Runs.Count;
        Assert.That((await RunAsync(_baselineCase, resume: true)).Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That((_hosts.Runs[0], Order(made)), Is.EqualTo(("samples", "B B B B")));
    }

    [Test]
    public async Task Hosts_that_did_not_answer_at_the_start_are_asked_for_before_the_first_round_and_then_trusted()
    {
        _hosts.FactsFailure = new RemoteException("db", "it does not answer");
        Assert.That((await RunAsync(_baselineCase)).Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(_hosts.AskedAsLost, Is.EqualTo(new[] { true, false, false }));
    }

    [Test]
    public async Task An_undecided_case_goes_on_to_the_next_look()
    {
        double[] unsteady = [101, 101, 119, 119, 104, 104];
        var tools = 0;
        _hosts.Latency = (_, kind) => kind == "tool" ? (tools < unsteady.Length ? unsteady[tools++] : 103) : 100;
        var verdict = await RunAsync(_toolCase);
        Assert.That(verdict.Rounds, Is.EqualTo(5));
        Assert.That(Order(), Is.EqualTo("P B T T B B T T B B T T B B T T B B T T B P"));
    }

    [Test]
    public async Task A_tool_whose_presence_is_not_proven_is_tried_again_and_costs_no_round()
    {
        _hosts.ProgramRuns = _ => 0;
        Assert.That((await RunAsync(_toolCase)).Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(Order(), Is.EqualTo("P P"));
    }

    [Test]
    public async Task A_tool_that_stopped_to_work_on_its_way_makes_its_rounds_worthless()
    {
        _hosts.ProgramRuns = place => place == 1 ? 15 : 0;
        var verdict = await RunAsync(_toolCase);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(verdict.Reasons[0], Does.StartWith("after the rounds: none of the tool's 1 BPF programs ran"));
    }

    [Test]
    public async Task A_dropped_round_is_made_again()
    {
        _hosts.Error = (place, _) => place == 7 ? "the load was refused" : null;
        var verdict = await RunAsync(_toolCase);
        Assert.That((verdict.Verdict, verdict.DroppedRounds), Is.EqualTo((Verdict.Pass, 1)));
        // The first tool run of the second round broke it; as it failed with the tool, the first look is not the last.
        Assert.That(Order(), Is.EqualTo("P B T T B B T B T T B B T T B B T T B B T T B P"));
    }

    [Test]
    public async Task Hosts_that_are_different_only_while_the_tool_runs_drop_no_round()
    {
        _hosts.Conditions = Kernel("without");
        // P B T T B B T T B: the first tool run of each round.
        _hosts.OnRun = place => _hosts.Conditions = Kernel((place - 2) % 4 == 1 ? "with the tool" : "without");
        var verdict = await RunAsync(_toolCase);
        Assert.That((verdict.Verdict, verdict.DroppedRounds), Is.EqualTo((Verdict.Pass, 0)), verdict.Sentence);

        static Fingerprint Kernel(string kernel) =>
            TemporaryTree.Fingerprint with
            {
                Workload = new Dictionary<string, string> { ["kernel"] = kernel },
            };
    }

    [Test]
    public async Task A_case_with_too_many_dropped_rounds_ends_without_a_second_proof()
    {
        _hosts.Error = (_, kind) => kind == "tool" ? "the load was refused" : null;
        var verdict = await RunAsync(_toolCase);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(verdict.DroppedRounds, Is.EqualTo(Thresholds.MaxDroppedRounds + 1));
        Assert.That(_hosts.Runs.Count(kind => kind == "proof"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_stopped_session_judges_what_it_has_and_never_passes_it()
    {
        _hosts.OnRun = place =>
        {
            if (place == 11)
                _stop.Cancel();
        };
        var verdict = await RunAsync(_toolCase);
        Assert.That((verdict.Verdict, verdict.CutShort, verdict.Rounds), Is.EqualTo((Verdict.Inconclusive, true, 2)));
    }

    [Test]
    public async Task A_case_that_cannot_be_measured_is_invalid_without_a_run()
    {
        var verdict = await RunAsync(_toolCase, obstacle: "the switch is off");
        Assert.That((verdict.Verdict, verdict.Reasons[0]), Is.EqualTo((Verdict.Invalid, "the switch is off")));
        Assert.That(_hosts.Runs, Is.Empty);
    }

    [Test]
    public async Task A_host_that_is_gone_ends_the_case_and_its_rounds_are_kept_for_a_session_that_resumes()
    {
        _hosts.OnRun = place => _hosts.Gone = place == 9 ? "host server is gone" : null;
        var lost = await RunAsync(_toolCase);
        Assert.That((lost.Verdict, lost.Reasons[0]), Is.EqualTo((Verdict.Invalid, "host server is gone")));
        _hosts.OnRun = _ => { };
        _hosts.Gone = null;
        var resumed = await RunAsync(_toolCase, resume: true);
        Assert.That((resumed.Verdict, resumed.Rounds), Is.EqualTo((Verdict.Pass, 3)), resumed.Sentence);
        Assert.That(resumed.ResumedFrom, Is.Not.Null);
        Assert.That(_hosts.Runs.Count(kind => kind == "proof"), Is.EqualTo(2), "what was proven stays proven, but for the end");
    }

    [Test]
    public async Task A_session_that_resumes_while_the_host_is_still_gone_keeps_the_rounds_for_the_next_one()
    {
        _hosts.OnRun = place => _hosts.Gone = place == 9 ? "host server is gone" : null;
        await RunAsync(_toolCase);
        var made = _hosts.Runs.Count;
        var still = await RunAsync(_toolCase, resume: true, obstacle: _hosts.Gone);
        Assert.That((still.Verdict, _hosts.Runs.Count), Is.EqualTo((Verdict.Invalid, made)));
        (_hosts.OnRun, _hosts.Gone) = (_ => { }, null);
        var back = await RunAsync(_toolCase, resume: true);
        Assert.That((back.Verdict, back.Rounds), Is.EqualTo((Verdict.Pass, 3)), string.Join('\n', _log.Lines));
        Assert.That(back.ResumedFrom, Is.Not.Null);
    }

    [Test]
    public async Task A_complete_case_is_judged_again_from_its_rounds_without_a_run()
    {
        var first = await RunAsync(_toolCase);
        var made = _hosts.Runs.Count;
        var again = await RunAsync(_toolCase, resume: true, budget: 1);
        Assert.That((first.Verdict, again.Verdict), Is.EqualTo((Verdict.Pass, Verdict.Fail)), again.Sentence);
        Assert.That(_hosts.Runs, Has.Count.EqualTo(made));
    }

    [Test]
    public async Task A_host_that_restarted_as_it_was_costs_the_case_nothing()
    {
        _hosts.Returned = made => made == 5 ? [new HostReturn("server", TimeSpan.FromSeconds(40), Restarted: true)] : [];
        var verdict = await RunAsync(_toolCase);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), verdict.Sentence);
        Assert.That(Order(), Is.EqualTo("P B T T B B T T B B T T B P"));
        Assert.That(verdict.Reasons, Has.Some.Contains("the connection to host server was lost before round 2"));
    }

    [Test]
    public async Task A_host_that_restarted_as_another_one_makes_the_case_start_anew_and_three_times_end_it()
    {
        var restarts = 0;
        _hosts.Returned = made =>
        {
            if (made % 5 != 0 || made == 0)
                return [];
            _hosts.Conditions = TemporaryTree.Fingerprint with
            {
                Workload = new Dictionary<string, string> { ["kernel"] = $"{++restarts}" },
            };
            return [new HostReturn("server", TimeSpan.FromSeconds(40), Restarted: true)];
        };
        var verdict = await RunAsync(_toolCase);
        Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid));
        Assert.That(verdict.Reasons[0], Does.StartWith("hosts restarted 3 times while the case was measured"));
    }

    [Test]
    public async Task Against_a_stored_baseline_sentinels_stand_before_among_and_after_the_tool_runs()
    {
        await RunAsync(_baselineCase);
        var made = _hosts.Runs.Count;
        Thresholds = Thresholds with
        {
            Baseline = BaselinePolicy.Stored,
            StoredBaseline = new StoredBaselineRule { MinRuns = 3, SentinelRuns = 3 },
        };
        var verdict = await RunAsync(_toolCase);
        Assert.That(verdict.StoredBaseline, Is.Not.Null, string.Join('\n', _log.Lines));
        Assert.That(Order(made), Is.EqualTo("P B T T B T B P"), verdict.Sentence);
    }

    private Task<CaseVerdict> RunAsync(PerfCase perfCase, bool resume = false, string? obstacle = null, double budget = 10)
    {
        var resumption = resume ? new CaseResumption(_tree.Store, TimeSpan.FromHours(24), _time) : null;
        var runner = new CaseRunner(_hosts, _tree.Store, Thresholds, resumption, "session", _time);
        var budgets = perfCase.Arm == Arm.Ebpf ? new Dictionary<string, double>(Budgets) { ["mean_latency"] = budget } : [];
        return runner.RunAsync(perfCase, budgets, [], obstacle, _log, _stop.Token);
    }

    /// <summary>The runs since one of them, by their first letters.</summary>
    private string Order(int from = 0) => string.Join(' ', _hosts.Runs.Skip(from).Select(kind => char.ToUpperInvariant(kind[0])));
}
