using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>One unit test: an environment, a workload, and a tool or none.</summary>
public sealed record PerfCase(TestEnvironment Environment, Workload Workload, ToolVariant? Tool)
{
    public Arm Arm => Tool is null ? Arm.Baseline : Arm.Ebpf;

    /// <summary>The case's name, which is also its folder below <c>result/</c>.</summary>
    public string Name => Tool is null ? BaselineName : $"ebpf/{Tool.FolderId}/{Conditions}";

    /// <summary>The name that tests and histories go by: as <see cref="Name"/>, without the tool's version.</summary>
    public string TestName => Tool is null ? BaselineName : $"ebpf/{Tool.TestId}/{Conditions}";

    /// <summary>Name of the baseline case with the same conditions.</summary>
    public string BaselineName => $"baseline/{Conditions}";

    private string Conditions => $"{Environment.Id}/{Token(Workload.Type)}/{Token(Workload.Protocol)}/{Workload.Params}";

    public bool IsMatchedBy(CaseRule rule) =>
        rule.Matches(Environment.Id, Tool?.Spec.Id, Workload.Type, Workload.Protocol, Workload.Params);

    /// <summary>An enumeration value as a token of names and folders.</summary>
    public static string Token<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public override string ToString() => Name;
}
