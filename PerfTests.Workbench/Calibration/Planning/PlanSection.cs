using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>Where <c>performance-test-spec.yaml</c> sets the durations of a workload.</summary>
internal static class PlanSection
{
    /// <summary>The keys below <c>test_types</c>, with dots. Several streams take the durations of one.</summary>
    public static string Of(Workload workload) =>
        workload.Type == TestType.Throughput ? "throughput.single_stream" : PerfCase.Token(workload.Type);
}
