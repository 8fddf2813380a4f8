namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>
/// A host restarted while a case was measured and is not what it was: what was measured before is not comparable with what comes.
/// </summary>
/// <param name="underTool">Whether the tool ran on it then, and may be the cause.</param>
internal sealed class HostRestartedException(string message, bool underTool) : Exception(message)
{
    public bool UnderTool => underTool;
}
