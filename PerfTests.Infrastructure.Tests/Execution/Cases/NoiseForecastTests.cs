using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Cases;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Tests.Analysis;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>The last A/A case of a tree, asked before the tool cases under its conditions are measured.</summary>
[TestFixture]
internal sealed class NoiseForecastTests
{
    private static readonly Dictionary<string, double> Budgets = new() { ["mean_latency"] = 1 };

    private readonly Thresholds _thresholds = new();
    private ConfigFolder _set = null!;
    private TemporaryTree _tree = null!;
    private PerfCase[] _tools = [];
    private PerfCase _baseline = null!;

    [SetUp]
    public async Task SetUp()
    {
        (_set, _tree) = (
            new ConfigFolder()
                .Write("ebpf-tools-spec.yaml", "ebpf_tools: {one: {path: one.py}, two: {path: two.py}}")
                .Write("one.py", "")
                .Write("two.py", ""),
            new TemporaryTree()
        );
        var plan = SessionPlan.Load(new SessionOptions { ConfigDir = _set.Folder, ResultDir = _tree.Tree.Root });
        _baseline = plan.Cases.First(each => each.Arm == Arm.Baseline && each.Workload.Type == TestType.Latency);
        _tools = [.. plan.Cases.Where(each => each.Arm == Arm.Ebpf && each.BaselineName == _baseline.Name)];
        await MeasureAsync();
    }

    [TearDown]
    public void TearDown()
    {
        _set.Dispose();
        _tree.Dispose();
    }

    [Test]
    public async Task Hosts_that_are_what_they_were_bring_the_warning() =>
        Assert.That((await FindAsync(_tools[0], TemporaryTree.Fingerprint)).Single().Metric, Is.EqualTo("mean_latency"));

    [Test]
    public async Task Hosts_that_changed_since_bring_none()
    {
        var other = TemporaryTree.Fingerprint with { Workload = new Dictionary<string, string> { ["streams"] = "2" } };
        Assert.That(await FindAsync(_tools[0], other), Is.Empty);
    }

    [Test]
    public async Task Where_no_host_is_asked_the_last_measurement_speaks() =>
        Assert.That(await FindAsync(_tools[0], null), Has.Count.EqualTo(1));

    [Test]
    public async Task A_baseline_case_and_a_case_without_an_A_A_case_bring_none()
    {
        Assert.That(await FindAsync(_baseline, null), Is.Empty);
        Directory.Delete(_tree.Tree.CaseFolder(_baseline.Name), recursive: true);
        Assert.That(await FindAsync(_tools[0], null), Is.Empty);
    }

    [Test]
    public async Task An_A_A_case_that_cannot_be_read_is_no_obstacle()
    {
        _tree.Write($"{_baseline.Name}/verdict.json", "{");
        Assert.That(await FindAsync(_tools[0], TemporaryTree.Fingerprint), Is.Empty);
    }

    [Test]
    public async Task Baselines_of_other_sessions_make_other_noise() =>
        Assert.That(
            await new NoiseForecast(_tree.Store, _thresholds with { Baseline = BaselinePolicy.Stored }).FindAsync(
                _tools[0],
                Budgets,
                null,
                default
            ),
            Is.Empty
        );

    [Test]
    public async Task Cases_that_share_budget_and_load_share_a_line()
    {
        var lines = await new NoiseForecast(_tree.Store, _thresholds).TellAsync([_baseline, .. _tools], _ => Budgets, _ => null, default);
        Assert.That(
            lines.Single(),
            Does.StartWith("the budget of 1 % for mean_latency is under the noise floor of ")
                .And.Contain($": 2 cases with the load of {_baseline.Name}; expect Inconclusive")
        );
        lines = await new NoiseForecast(_tree.Store, _thresholds).TellAsync(
            _tools,
            each => each == _tools[0] ? Budgets : new Dictionary<string, double>(),
            _ => null,
            default
        );
        Assert.That(lines.Single(), Does.Contain($": {_tools[0].Name}; expect Inconclusive"));
    }

    private Task<IReadOnlyList<PerfTests.Infrastructure.Analysis.Baselines.BudgetUnderFloor>> FindAsync(
        PerfCase perfCase,
        Fingerprint? current
    ) => new NoiseForecast(_tree.Store, _thresholds).FindAsync(perfCase, Budgets, current, default);

    private async Task MeasureAsync()
    {
        var run = await _tree.AddAsync(_baseline.Name, TemporaryTree.Run(100));
        var rounds = new Simulation(seed: 9, noise: 0.05).Rounds("mean_latency", 5, factor: 1);
        rounds[^1] = rounds[^1] with { Baseline = [rounds[^1].Baseline[0], run.Folder] };
        await _tree.Store.WriteRoundsAsync(_baseline.Name, rounds, default);
        await _tree.Store.WriteMarkerAsync(_baseline.Name, Sample.Marker(Sample.Baseline(rounds)), default);
        await _tree.Store.WriteVerdictAsync(Sample.Judge(Sample.Baseline(rounds)) with { Case = _baseline.Name }, default);
    }
}
