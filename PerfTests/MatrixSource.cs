using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests;

/// <summary>The matrix as NUnit test cases. It needs no host and never throws, so that discovery works everywhere.</summary>
public static class MatrixSource
{
    public static IEnumerable<TestCaseData> Throughput() => Cases(TestType.Throughput);

    public static IEnumerable<TestCaseData> Latency() => Cases(TestType.Latency);

    public static IEnumerable<TestCaseData> Pps() => Cases(TestType.Pps);

    private static IEnumerable<TestCaseData> Cases(TestType type)
    {
        SessionPlan plan;
        try
        {
            plan = SessionPlan.Load(SessionScope.Options());
        }
        catch (Exception exception) when (exception is ConfigurationException or IOException or UnauthorizedAccessException)
        {
            // A source that throws would hide its cases from filters, and the run would be green with fewer tests.
            return [BrokenConfiguration(type, exception, SessionScope.Outline())];
        }
        return plan.Cases.Where(perfCase => perfCase.Workload.Type == type).Select(Describe);
    }

    private static TestCaseData Describe(PerfCase perfCase)
    {
        var protocol = PerfCase.Token(perfCase.Workload.Protocol);
        var data = new TestCaseData(new PerfTestCase(perfCase, null))
            .SetName(perfCase.TestName)
            .SetCategory(perfCase.Arm.ToString())
            .SetCategory(perfCase.Environment.Id)
            .SetCategory(protocol)
            .SetProperty("Environment", perfCase.Environment.Id)
            .SetProperty("TestType", PerfCase.Token(perfCase.Workload.Type))
            .SetProperty("Protocol", protocol)
            .SetProperty("Params", perfCase.Workload.Params);
        return perfCase.Tool is not { } tool ? data : data.SetCategory(tool.Spec.Id).SetProperty("Tool", tool.Spec.Id);
    }

    /// <summary>One case that fails with the mistakes, and that a filter for anything of the set selects.</summary>
    private static TestCaseData BrokenConfiguration(TestType type, Exception exception, ConfigOutline outline)
    {
        var data = new TestCaseData(new PerfTestCase(null, exception.Message))
            .SetName($"configuration/broken/{PerfCase.Token(type)}")
            .SetCategory(nameof(Arm.Baseline))
            .SetCategory(nameof(Arm.Ebpf))
            .SetProperty("TestType", PerfCase.Token(type));
        foreach (var protocol in Enum.GetValues<Protocol>().Select(PerfCase.Token))
            data.SetCategory(protocol).SetProperty("Protocol", protocol);
        foreach (var environment in outline.Environments)
            data.SetCategory(environment).SetProperty("Environment", environment);
        foreach (var tool in outline.Tools)
            data.SetCategory(tool).SetProperty("Tool", tool);
        return data;
    }
}
