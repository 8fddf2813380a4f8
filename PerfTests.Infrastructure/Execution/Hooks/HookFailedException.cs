namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>A hook failed without which nothing may be measured; the message says which, where and why.</summary>
public sealed class HookFailedException(string message) : Exception(message);
