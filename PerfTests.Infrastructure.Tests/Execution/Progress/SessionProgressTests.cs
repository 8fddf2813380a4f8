using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Reporting.Live;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Execution.Progress;

[TestFixture]
internal sealed class SessionProgressTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _lines = [];
    private ConfigFolder _set = null!;
    private SessionPlan _plan = null!;

    [SetUp]
    public void LoadPlan()
    {
        _lines.Clear();
        // A baseline case is 2 * 5 + 1 runs of 10.5 s; a tool case is 12 runs, and 6 times a second for the tool.
        _set = new ConfigFolder()
            .Write("ebpf-tools-spec.yaml", "ebpf_tools: {quiet: {path: q, test_scope: {test_types: [latency], protocols: [tcp]}}}")
            .Write("performance-test-spec.yaml", ConfigFolder.Loads + "\n    durations: [10]\n")
            .Write("thresholds.yaml", "looks: [5, 8]\nbaseline_rounds: 5");
        _plan = SessionPlan.Load(new SessionOptions { ConfigDir = _set.Folder, ResultDir = _set.Folder });
    }

    [TearDown]
    public void RemoveSet() => _set.Dispose();

    [Test]
    public void The_plan_is_told_with_the_time_that_all_cases_take()
    {
        var told = new List<ProgressEvent>();
        new SessionProgress(_plan, _plan.Cases, told.Add, _time).Announce("the plan");
        Assert.That(
            told,
            Is.EqualTo(
                new[]
                {
                    new ProgressEvent(ProgressKind.Plan, "the plan") { Of = 2, SecondsLeft = told[0].SecondsLeft },
                }
            )
        );
        Assert.That(told[0].SecondsLeft, Is.EqualTo(_plan.Cases.Sum(each => CaseEstimate.Seconds(each, _plan.Config))));
    }

    [Test]
    public void A_verdict_is_told_in_its_sentence_and_steps_only_where_they_can_be_drawn_over()
    {
        var told = Progress(_plan.Cases).Begin(_plan.Cases[0]);
        told.Step("round 1: baseline before");
        told.Judged(Verdict.Pass, "costs nothing");
        Assert.That(_lines.Skip(1), Is.EqualTo(new[] { "[1/2] Pass: costs nothing" }));
    }

    [Test]
    public void A_case_is_counted_and_the_time_left_shrinks_as_it_passes()
    {
        var progress = Progress(_plan.Cases);
        var line = progress.Begin(_plan.Cases[0]);
        _time.Advance(TimeSpan.FromSeconds(100));
        line.Line("round 1: fine");
        Assert.That(
            _lines,
            Is.EqualTo(new[] { "[1/2] baseline/net/latency/tcp/latency_10s, about 7 min left", "[1/2]   round 1: fine, about 6 min left" })
        );
    }

    [Test]
    public void Cases_that_take_twice_their_estimate_make_the_rest_look_longer()
    {
        var progress = Progress(_plan.Cases);
        progress.Begin(_plan.Cases[0]);
        _time.Advance(TimeSpan.FromSeconds(2 * 204.0));
        progress.Begin(_plan.Cases[1]);
        Assert.That(_lines[^1], Is.EqualTo("[2/2] ebpf/quiet/net/latency/tcp/latency_10s, about 8 min left"));
    }

    [Test]
    public void A_case_whose_rounds_take_longer_than_planned_says_what_the_rounds_to_the_next_look_take()
    {
        var line = Progress([_plan.Cases[1]]).Begin(_plan.Cases[1]);
        for (var round = 1; round <= 5; round++)
        {
            _time.Advance(TimeSpan.FromSeconds(60));
            line.RoundMade(round < 5 ? 5 - round : 3);
        }
        line.Line("round 5: not clear");
        Assert.That(_lines[^1], Does.EndWith(", about 3 min left"), "three more rounds of a minute until the look at 8");
        _time.Advance(TimeSpan.FromSeconds(61));
        line.Line("still in round 6");
        Assert.That(_lines[^1], Does.EndWith(", about 2 min left"));
    }

    [Test]
    public void The_first_round_has_the_case_s_beginning_in_it_and_does_not_speak_for_the_others()
    {
        var line = Progress([_plan.Cases[1]]).Begin(_plan.Cases[1]);
        _time.Advance(TimeSpan.FromSeconds(90));
        line.RoundMade(4);
        _time.Advance(TimeSpan.FromSeconds(20));
        line.RoundMade(3);
        line.Line("round 2: fine");
        Assert.That(_lines[^1], Does.EndWith(", about 60 s left"));
    }

    [Test]
    public void While_a_case_runs_a_load_is_left_at_least()
    {
        var line = Progress([_plan.Cases[0]]).Begin(_plan.Cases[0]);
        _time.Advance(TimeSpan.FromSeconds(100_000));
        line.Line("slow");
        Assert.That(_lines[^1], Does.EndWith(", about 10 s left"));
        line.RoundMade(0);
        line.Line("the last round");
        Assert.That(_lines[^1], Does.EndWith(", about 10 s left"));
    }

    [Test]
    public void A_case_that_is_repeated_is_counted_once()
    {
        var progress = Progress(_plan.Cases);
        progress.Begin(_plan.Cases[0]);
        progress.Begin(_plan.Cases[0]);
        Assert.That(_lines[^1], Does.StartWith("[1/2]"));
    }

    private SessionProgress Progress(IReadOnlyList<PerfCase> cases) =>
        new(
            _plan,
            cases,
            happened =>
            {
                if (ProgressLines.Of(happened) is { } line)
                    _lines.Add(line);
            },
            _time
        );
}
