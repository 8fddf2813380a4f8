using PerfTests.Infrastructure.Tests.Analysis;

namespace PerfTests.Infrastructure.Tests.Results.Cases;

[TestFixture]
internal sealed class CaseBeginTests
{
    [Test]
    public async Task A_case_that_is_measured_again_has_no_verdict_until_it_is_judged_again()
    {
        using var tree = new TemporaryTree();
        var rounds = Sample.Latencies(100, 101, 100, 101, 100);
        await tree.Store.WriteRoundsAsync(Sample.ToolCase, rounds, default);
        await tree.Store.WriteMarkerAsync(Sample.ToolCase, Sample.Marker(Sample.Tool(rounds)), default);
        await tree.Store.WriteVerdictAsync(Sample.Judge(Sample.Tool(rounds)), default);
        Assert.That(await tree.Store.ReadCaseAsync(Sample.ToolCase, default), Is.Not.Null);

        await tree.Store.BeginAsync(Sample.ToolCase, default);

        var read = await tree.Store.ReadCasesAsync(default);
        Assert.That(read.Items, Is.Empty);
        Assert.That(read.Problems.Single().Message, Does.Contain("no verdict"));
    }

    [Test]
    public async Task A_case_without_a_folder_can_begin()
    {
        using var tree = new TemporaryTree();
        await tree.Store.BeginAsync(Sample.BaselineCase, default);
        Assert.That((await tree.Store.ReadCasesAsync(default)).Problems, Has.Count.EqualTo(1));
    }
}
