namespace PerfTests.Infrastructure.Execution;

/// <summary>A host restarted while a case was measured and is not what it was: what was measured before is not comparable with what comes.</summary>
internal sealed class HostRestartedException(string message) : Exception(message);
