using PerfTests.Infrastructure.Analysis.Recommendations;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Monitoring;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Monitoring.Cpu;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis.Recommendations;

/// <summary>Where each rule begins to apply, on readings changed in memory.</summary>
[TestFixture]
internal sealed class RecommendationThresholdTests
{
    private TemporaryTree _tree = null!;
    private CaseResult _case = null!;
    private ResultReading _reading = null!;

    [SetUp]
    public async Task SetUp()
    {
        _tree = new TemporaryTree();
        _case = await _tree.AddAsync("tracer", [103, 104, 103, 105, 104]);
        _reading = await ResultReading.ReadAsync(_tree.Store, default);
    }

    [TearDown]
    public void TearDown() => _tree.Dispose();

    [TestCase(Verdict.Pass, true)]
    [TestCase(Verdict.Fail, false)]
    [TestCase(Verdict.Inconclusive, false)]
    [TestCase(Verdict.Invalid, false)]
    public void A_tool_may_be_deployed_only_when_every_case_of_it_passes(Verdict other, bool mayGo)
    {
        var second = _case with
        {
            Params = "latency_9s",
            Verdict = _case.Verdict with { Case = "ebpf/tracer/lab-veth/latency/tcp/latency_9s", Verdict = other },
        };
        Assert.That(Find("within-budget", _case, second).Any(), Is.EqualTo(mayGo));
    }

    [TestCase(5, 1, false)]
    [TestCase(5, 2, true)]
    [TestCase(8, 2, true)]
    [TestCase(9, 2, false)]
    public void Two_dropped_rounds_and_a_fifth_of_all_are_told(int valid, int dropped, bool told) =>
        Assert.That(
            Find(
                    "rounds-dropped",
                    _case with
                    {
                        Verdict = _case.Verdict with { Rounds = valid, DroppedRounds = dropped },
                        Rounds =
                        [
                            .. _case.Rounds,
                            .. Enumerable.Range(6, dropped).Select(number => Sample.Dropped(number, "the link was lost")),
                        ],
                    }
                )
                .Any(),
            Is.EqualTo(told)
        );

    [TestCase(40e6, 2, false)]
    [TestCase(94e6, 2, false)]
    [TestCase(96e6, 2, true)]
    [TestCase(96e6, 3, false)]
    public void A_baseline_at_the_limit_of_all_its_streams_is_told(double bitsPerSecond, int streams, bool told)
    {
        var capped = _case with
        {
            TestType = TestType.Throughput,
            Verdict = _case.Verdict with
            {
                Metrics =
                [
                    _case.Verdict.Metrics[0] with
                    {
                        Name = "throughput",
                        Unit = "bit/s",
                        Baseline = bitsPerSecond,
                        OverheadPercent = 0.1,
                    },
                ],
            },
        };
        var runs = _reading.Runs.ToDictionary(
            run => run.Key,
            run =>
                run.Value with
                {
                    TestCase = run.Value.TestCase with
                    {
                        Parameters = new Dictionary<string, string> { ["target_bandwidth"] = "50M", ["streams"] = $"{streams}" },
                    },
                }
        );
        var found = Find("load-is-capped", _reading with { Cases = [capped], Runs = runs }).ToList();
        Assert.That(found.Count, Is.EqualTo(told ? 1 : 0));
        if (told)
            Assert.That(found[0].Figures.Single(figure => figure.Name == "limit of all streams").Value, Is.EqualTo(100e6));
    }

    [TestCase(0.9, false)]
    [TestCase(1.5, true)]
    public void Stolen_time_over_a_percent_is_told(double steal, bool told)
    {
        var shares = new CpuShares
        {
            User = 0,
            Nice = 0,
            System = 0,
            Idle = 100 - steal,
            IoWait = 0,
            Irq = 0,
            SoftIrq = 0,
            Steal = steal,
            Busy = 0,
        };
        var use = new HostUse
        {
            HostId = "alpha",
            ClockOffsetSeconds = 0,
            ClockUncertaintySeconds = 0,
            WindowSeconds = 2,
            Cpu = new CpuUse
            {
                Cores = 1,
                Window = shares,
                WindowPerCore = new Dictionary<string, CpuShares>(),
            },
        };
        Assert.That(
            Find("cpu-stolen", Monitored(_ => Summary() with { Hosts = new Dictionary<string, HostUse> { ["server"] = use } })).Any(),
            Is.EqualTo(told)
        );
    }

    [TestCase(10, 40, 43, true)]
    [TestCase(8, 40, 43, true)]
    [TestCase(7, 40, 43, false, Description = "less than four of five runs")]
    [TestCase(10, 40, 41.5, false, Description = "under 5 %")]
    [TestCase(10, 4, 4.9, false, Description = "under 1 MiB")]
    public void Memory_that_grew_in_nearly_every_run_is_told(int growing, double mean, double after, bool told)
    {
        const double mebibyte = 1 << 20;
        var number = 0;
        var reading = Monitored(folder =>
            !_case.Rounds.Any(round => round.Middle.Contains(folder))
                ? Summary()
                : Summary() with
                {
                    Tool = new ToolResources
                    {
                        Processes = 1,
                        ObservedSeconds = 2,
                        ResidentBytes = (number++ < growing ? after : mean) * mebibyte,
                        Sampled = new Dictionary<string, SampledValue> { ["residentBytes"] = new(mean * mebibyte, mean * mebibyte, 2) },
                    },
                }
        );
        Assert.That(Find("memory-grows", reading).Any(), Is.EqualTo(told));
    }

    [TestCase("rx tso", "rx tso", false)]
    [TestCase("rx tso", "rx", true)]
    public void Offloads_that_differ_between_the_ends_are_told(string client, string server, bool told)
    {
        static IReadOnlyDictionary<string, string> Host(string offloads) => new Dictionary<string, string> { ["offloads"] = offloads };
        var fingerprint = TemporaryTree.Fingerprint with
        {
            Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["client"] = Host(client), ["server"] = Host(server) },
        };
        var found = Find(
                "offloads-differ",
                _reading with
                {
                    Fingerprints = new Dictionary<string, Fingerprint> { [_case.Verdict.Case] = fingerprint },
                }
            )
            .ToList();
        Assert.That(found.Count, Is.EqualTo(told ? 1 : 0));
        if (told)
            Assert.That(found[0].Sentence, Does.Contain("only on the client tso, only on the server none"));
    }

    [TestCase(12, 5.0, true)]
    [TestCase(5, 5.0, false)]
    [TestCase(4, 5.0, false)]
    public void A_budget_below_what_the_baselines_can_show_is_told(double floor, double budget, bool told) =>
        Assert.That(
            Find(
                    "noise-floor-above-budget",
                    _case with
                    {
                        Verdict = _case.Verdict with
                        {
                            Metrics = [_case.Verdict.Metrics[0] with { BudgetPercent = budget, NoiseFloorPercent = floor }],
                        },
                    }
                )
                .Any(),
            Is.EqualTo(told)
        );

    [Test]
    public void A_budget_of_another_metric_is_held_against_the_floor_of_that_metric()
    {
        var cpu = _case.Verdict.Metrics[0] with { Name = "client_cpu", BudgetPercent = 5, NoiseFloorPercent = 12 };
        Assert.That(
            Find("noise-floor-above-budget", _case with { Verdict = _case.Verdict with { Metrics = [cpu] } }).Single().Sentence,
            Does.Contain("show 12.0 % at best, the budget of client_cpu is 5 %")
        );
    }

    [Test]
    public void More_rounds_are_not_advised_where_the_values_come_in_steps_over_the_budget()
    {
        var metric = _case.Verdict.Metrics[0] with { Name = "p99_latency", BudgetPercent = 4, NoiseFloorPercent = 5, StepPercent = 5 };
        var told = Find("noise-floor-above-budget", _case with { Verdict = _case.Verdict with { Metrics = [metric] } }).Single().Sentence;
        Assert.That(
            told,
            Does.EndWith(
                "Its values come in steps of 5.0 %, which neither rounds nor quiet make finer: judge a mean, or a budget of 5.0 % or more."
            )
        );
        var open = metric with { Verdict = Verdict.Inconclusive, OverheadPercent = 0, LowPercent = -4.8, HighPercent = 5 };
        Assert.That(
            Find("undecided", _case with { Verdict = _case.Verdict with { Verdict = Verdict.Inconclusive, Metrics = [open] } })
                .Single()
                .Sentence,
            Does.Contain("come in steps of 5.0 %, which more rounds do not make finer")
        );
    }

    // Margin 0.06 and distance 0.0301 in logarithms: four rounds times 1.993 squared.
    [Test]
    public void The_rounds_that_would_decide_grow_with_the_square_of_margin_over_distance()
    {
        static double Percent(double logarithm) => 100 * (Math.Exp(logarithm) - 1);
        var metric = _case.Verdict.Metrics[0] with
        {
            LowPercent = Percent(0.04),
            OverheadPercent = Percent(0.1),
            HighPercent = Percent(0.16),
            BudgetPercent = Percent(0.0699),
        };
        Assert.That(RoundsNeeded.Of(4, metric), Is.EqualTo(16));
    }

    private static MonitoringSummary Summary() =>
        new()
        {
            IntervalSeconds = 1,
            LoadStart = Sample.Time,
            LoadEnd = Sample.Time.AddSeconds(2),
            Hosts = new Dictionary<string, HostUse>(),
            ToolRole = "server",
        };

    private ResultReading Monitored(Func<string, MonitoringSummary> summary) =>
        _reading with
        {
            Monitoring = _reading.Runs.Keys.Order(StringComparer.Ordinal).ToDictionary(folder => folder, summary),
        };

    private IEnumerable<Recommendation> Find(string rule, params CaseResult[] cases) => Find(rule, _reading with { Cases = cases });

    private static IEnumerable<Recommendation> Find(string rule, ResultReading reading) =>
        RecommendationRule.Apply(reading).Where(found => found.Rule == rule);
}
