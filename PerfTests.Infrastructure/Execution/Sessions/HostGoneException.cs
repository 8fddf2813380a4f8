namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>
/// A host that the session can use no more: nothing is measured in its environments any more. The message is one sentence.
/// </summary>
public sealed class HostGoneException(string message) : Exception(message);
