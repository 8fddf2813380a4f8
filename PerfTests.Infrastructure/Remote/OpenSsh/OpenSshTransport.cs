using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>The user's own ssh, with all that it can be configured to do.</summary>
/// <param name="socketFolder">
/// Private folder for control sockets; its path must be short (a socket's path has about 100 characters).
/// </param>
/// <param name="reason">Why this transport, in words.</param>
internal sealed class OpenSshTransport(SshTarget target, string socketFolder, string reason) : IShellTransport
{
    private int _opened;

    public string Description => $"the OpenSSH client ({reason})";

    public Func<string, Task<IShellChannel>>? OpenAlone =>
        line =>
        {
            target.RequireFiles();
            string[] alone = ["-T", "-oControlMaster=no", "-oControlPath=none", "--", target.Address, line];
            return Task.FromResult<IShellChannel>(ProcessChannel.Start(target.Id, "ssh", [.. target.Options(), .. alone]));
        };

    public async Task<IShellConnection> ConnectAsync(int places, CancellationToken cancellationToken)
    {
        target.RequireFiles();
        var socket = Path.Combine(socketFolder, SocketFolder.NameFor(target.Id, Interlocked.Increment(ref _opened) - 1));
        return await ControlConnection.OpenAsync(target, socket, places, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
