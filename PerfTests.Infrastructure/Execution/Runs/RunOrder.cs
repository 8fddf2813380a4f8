using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>What a run of a case is to be.</summary>
/// <param name="Tools">The tool's instances; they run already when a run before this one left them.</param>
/// <param name="StopsTool">Whether they end with this run.</param>
internal sealed record RunOrder(Arm Arm, RunPurpose Purpose, ToolInstances Tools, bool StopsTool);
