using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>A tool with one choice of its parameters, as one case runs it.</summary>
/// <param name="Spec">The tool.</param>
/// <param name="FolderId">Token of the result tree: the tool's id, made unique when a tool has several parameter values.</param>
/// <param name="Parameters">Chosen value of each parameter axis, such as <c>direction: rx</c>.</param>
public sealed record ToolUse(ToolSpec Spec, string FolderId, IReadOnlyDictionary<string, string> Parameters);
