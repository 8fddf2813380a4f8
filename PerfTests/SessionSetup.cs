using NUnit.Framework.Interfaces;
using PerfTests.Infrastructure.Execution;

namespace PerfTests;

/// <summary>The init and the post hook of the suite.</summary>
[SetUpFixture]
public sealed class SessionSetup
{
    private readonly StopSignals _signals = new();
    private MeasuringRun? _run;

    [OneTimeSetUp]
    public async Task InitHook()
    {
        // Validated here once more: whatever discovery made of a broken configuration, the run is red.
        var plan = SessionPlan.Load(SessionScope.Options());
        var selected = Leaves(TestContext.CurrentContext.ActiveTests ?? []).Select(test => test.Arguments.FirstOrDefault())
            .OfType<PerfTestCase>().Select(testCase => testCase.Case!.Name).ToHashSet(StringComparer.Ordinal);
        _run = await MeasuringRun.StartAsync(plan, [.. plan.Cases.Where(perfCase => selected.Contains(perfCase.Name))], _signals);
        SessionScope.Enter(_run);
    }

    [OneTimeTearDown]
    public async Task PostHook()
    {
        try
        {
            if (_run is not null)
                await _run.DisposeAsync();
            AllureReportAttribute.FinishRun();
        }
        finally
        {
            _signals.Dispose();
        }
    }

    private static IEnumerable<ITest> Leaves(IEnumerable<ITest> tests) =>
        tests.SelectMany(test => test.HasChildren ? Leaves(test.Tests) : [test]);
}
