using PerfTests.Infrastructure.Reporting.Wording;

namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>
/// The parameters of a case: what it is, then the figures of judged metrics. Allure shows the first few unasked; Allure 2 sorts them by
/// name.
/// </summary>
/// <remarks>All are excluded from what tells tests apart: the case's name does that already, and histories must go on.</remarks>
internal static class AllureParameters
{
    public static IReadOnlyList<AllureParameter> Of(ReportedCase reported)
    {
        var result = reported.Result;
        return
        [
            new("environment", result.Environment, Excluded: true),
            new("tool", result.ToolRun?.Variant ?? result.Tool ?? "(baseline)", Excluded: true),
            new("workload", reported.Workload, Excluded: true),
            .. AllureVerdict.ToolParameters(result),
            .. AllureVerdict
                .Parameters(result.Verdict, [.. reported.Shown.Select(metric => metric.Name)])
                .Where(parameter => parameter.Value != UnitScale.Missing),
        ];
    }
}
