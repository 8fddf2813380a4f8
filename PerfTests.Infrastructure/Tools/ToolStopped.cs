namespace PerfTests.Infrastructure.Tools;

/// <summary>How a tool ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed, its summary included.</param>
/// <param name="LeftPrograms">Ids of its BPF programs that are still loaded although it is gone.</param>
/// <param name="StopSeconds">Time from the first signal until its programs were gone.</param>
internal sealed record ToolStopped(int ExitCode, ToolOutput Output, IReadOnlyList<int> LeftPrograms, double StopSeconds);
