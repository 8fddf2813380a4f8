using System.Text;

namespace PerfTests.Infrastructure.Remote;

/// <summary>What a finished remote command left: its own exit code, and its output byte for byte.</summary>
public sealed record CommandResult(int ExitCode, byte[] StandardOutput, byte[] StandardError)
{
    /// <summary>
    /// Whether the host ended it because <see cref="RemoteCommand.TimeLimit"/> was over: its exit code is that of our signal then.
    /// </summary>
    public bool ReachedLimit { get; init; }

    /// <summary>Bytes of the output that were left out: see <see cref="RemoteCommand.CutsOutput"/>.</summary>
    public long BytesLeftOut { get; init; }

    public string Output => Encoding.UTF8.GetString(StandardOutput);

    public string Error => Encoding.UTF8.GetString(StandardError);
}
