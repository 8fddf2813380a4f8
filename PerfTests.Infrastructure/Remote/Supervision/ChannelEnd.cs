namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>How a session on a host ended.</summary>
/// <param name="ExitCode">As the transport tells it; a command's own status comes in its output.</param>
/// <param name="Said">What the transport says of it, beside the command's standard error; empty where it says nothing.</param>
internal sealed record ChannelEnd(int ExitCode, string Said);
