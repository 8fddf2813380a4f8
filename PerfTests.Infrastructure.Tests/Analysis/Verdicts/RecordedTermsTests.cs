using PerfTests.Infrastructure.Analysis.Audit;
using PerfTests.Infrastructure.Analysis.Sentences;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis.Verdicts;

[TestFixture]
internal sealed class RecordedTermsTests
{
    private TemporaryTree _tree = null!;
    private CaseResult _case = null!;

    [SetUp]
    public async Task SetUp()
    {
        _tree = new TemporaryTree();
        _case = await _tree.AddAsync("loud", [120, 121, 120, 122, 121]);
    }

    [TearDown]
    public void TearDown() => _tree.Dispose();

    [Test]
    public async Task A_budget_raised_by_hand_in_an_otherwise_consistent_verdict_contradicts_the_session()
    {
        Assert.That(_case.Verdict.Verdict, Is.EqualTo(Verdict.Fail));
        await RejudgeAsync(budget: 50, new Thresholds());
        Assert.That(
            (await FindAsync()).Single(),
            Does.Contain(
                "loud/lab-veth/latency/tcp/latency_2s/verdict.json: the budget of mean_latency is 50, but case.json has 10 from when the "
                    + "case began"
            )
        );
    }

    [Test]
    public async Task A_confidence_lowered_by_hand_contradicts_the_session()
    {
        await RejudgeAsync(budget: 10, new Thresholds { Confidence = 0.6 });
        Assert.That((await FindAsync()).Single(), Does.Contain("the confidence is 0.6, but case.json has 0.95"));
    }

    [Test]
    public async Task Another_rule_contradicts_the_session()
    {
        await RejudgeAsync(budget: 10, new Thresholds { Looks = [5] });
        Assert.That((await FindAsync()).Single(), Does.Contain("its rule is").And.Contain("\"looks\":[5]"));
    }

    [Test]
    public async Task A_proof_that_was_edited_contradicts_the_session()
    {
        await _tree.Store.WriteVerdictAsync(_case.Verdict with { Exposure = _case.Verdict.Exposure! with { RunCount = 2_000 } }, default);
        Assert.That(await FindAsync(), Has.Some.Contains("its proof of the tool's presence is not the one that case.json has"));
    }

    [Test]
    public async Task What_the_session_wrote_contradicts_nothing() => Assert.That(await FindAsync(), Is.Empty);

    [Test]
    public async Task Terms_that_the_session_wrote_and_that_are_gone_are_noticed_and_the_verdict_does_not_count()
    {
        var file = $"{_case.Verdict.Case}/{CaseStore.MarkerFile}";
        var whole = _tree.Read(file);
        _tree.Write(file, whole.Replace("\"terms\"", "\"terms_\"", StringComparison.Ordinal));
        Assert.That(await ProblemAsync(), Does.StartWith($"{file}: it cannot be read: ").And.Contain("'terms'"));
        File.Delete(Path.Combine(_tree.Tree.Root, file));
        Assert.That(await ProblemAsync(), Does.StartWith($"{file}: it cannot be read: Could not find file"));
    }

    private async Task<string> ProblemAsync()
    {
        var read = await _tree.Store.ReadCasesAsync(default);
        Assert.That(read.Items, Is.Empty);
        return $"{read.Problems.Single()}";
    }

    private async Task RejudgeAsync(double budget, Thresholds thresholds)
    {
        var evidence = Sample.Tool([.. _case.Rounds], budget) with { Case = _case.Verdict.Case, Exposure = _case.Verdict.Exposure };
        await _tree.Store.WriteVerdictAsync(VerdictSentence.Told(CaseJudge.Judge(evidence, thresholds, Sample.Time)), default);
    }

    private async Task<IReadOnlyList<string>> FindAsync()
    {
        var reading = await ResultReading.ReadAsync(_tree.Store, default);
        return [.. reading.Cases.SelectMany(result => Contradictions.Of(result, reading)).Select(found => $"{found}")];
    }
}
