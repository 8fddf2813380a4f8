using PerfTests.Infrastructure.Configuration.Tools;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>A tool with one choice of its parameters, as one case runs it.</summary>
/// <param name="Spec">The tool.</param>
/// <param name="FolderId">Token of the result tree: the tool's id and version, made unique when a tool has several parameter
/// values.</param>
/// <param name="Parameters">Chosen value of each parameter axis, such as <c>direction: rx</c>.</param>
public sealed record ToolVariant(ToolSpec Spec, string FolderId, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>What tells this use from the tool's others: <c>.value</c> for each parameter, or nothing when it is the only one.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>The tool's id with the suffix and without the version: what stays the same when the tool is edited.</summary>
    public string TestId => Spec.Id + Suffix;

    /// <summary>Id, parameter values and version for readers.</summary>
    public string Title => Spec.Version is null ? TestId : $"{TestId} (version {Spec.Version.Short})";

    /// <summary>By role of the host: programs that the whole tool was seen to have there, for which a run waits.</summary>
    public IReadOnlyDictionary<string, int> ReadyPrograms { get; init; } = new Dictionary<string, int>();

    /// <summary>By role of the host: programs of the whole tool that were seen to be attached there, for which a run waits.</summary>
    public IReadOnlyDictionary<string, int> ReadyAttached { get; init; } = new Dictionary<string, int>();
}
