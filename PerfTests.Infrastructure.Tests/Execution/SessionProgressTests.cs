using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Tests.Configuration;

namespace PerfTests.Infrastructure.Tests.Execution;

[TestFixture]
internal sealed class SessionProgressTests
{
    private readonly ManualTime _time = new();
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
    public void The_plan_is_told_first()
    {
        Progress(_plan.Cases).Announce();
        Assert.That(_lines, Is.EqualTo(new[] { "2 cases on net; tools: quiet; 5 to 8 rounds for each tool case; about 4 min" }));
    }

    [Test]
    public void Baselines_alone_are_told_as_such()
    {
        Progress([_plan.Cases[0]]).Announce();
        Assert.That(_lines.Single(), Does.StartWith("1 cases on net; tools: none;").And.EndsWith("about 2 min"));
    }

    [Test]
    public void A_case_is_counted_and_the_time_left_shrinks_as_it_passes()
    {
        var progress = Progress(_plan.Cases);
        var line = progress.Begin(_plan.Cases[0]);
        _time.Advance(100);
        line("round 1: fine");
        Assert.That(_lines, Is.EqualTo(new[]
        {
            "[1/2] baseline/net/latency/tcp/latency_10s, 4 min left",
            "[1/2]   round 1: fine, 2 min left",
        }));
    }

    [Test]
    public void Cases_that_take_twice_their_estimate_make_the_rest_look_longer()
    {
        var progress = Progress(_plan.Cases);
        progress.Begin(_plan.Cases[0]);
        _time.Advance(2 * 112.2);
        progress.Begin(_plan.Cases[1]);
        Assert.That(_lines[^1], Is.EqualTo("[2/2] ebpf/quiet/net/latency/tcp/latency_10s, 4 min left"));
    }

    [Test]
    public void The_time_left_is_never_negative()
    {
        var progress = Progress([_plan.Cases[0]]);
        var line = progress.Begin(_plan.Cases[0]);
        _time.Advance(100_000);
        line("slow");
        Assert.That(_lines[^1], Does.EndWith(", 0 s left"));
    }

    [Test]
    public void A_case_that_is_repeated_is_counted_once()
    {
        var progress = Progress(_plan.Cases);
        progress.Begin(_plan.Cases[0]);
        progress.Begin(_plan.Cases[0]);
        Assert.That(_lines[^1], Does.StartWith("[1/2]"));
    }

    private SessionProgress Progress(IReadOnlyList<PerfCase> cases) => new(_plan, cases, _lines.Add, _time);
}
