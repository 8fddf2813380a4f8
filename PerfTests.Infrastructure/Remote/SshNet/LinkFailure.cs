using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PerfTests.Infrastructure.Remote.SshNet;

/// <summary>What the library throws when a connection is gone, which it lets through from the socket as it comes.</summary>
internal static class LinkFailure
{
    public static bool Is(Exception exception) => exception is SshException or SocketException or InvalidOperationException or IOException;

    /// <summary>Whether a client has its connection; one that another thread disposes has none.</summary>
    public static bool IsConnected(SshClient client)
    {
        try
        {
            return client.IsConnected;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Disposes what says goodbye over a connection that may be gone, in a thread that may wait.</summary>
    public static Task DisposeAsync(IDisposable ended) =>
        Task.Run(() =>
        {
            try
            {
                ended.Dispose();
            }
            catch (Exception exception) when (Is(exception))
            {
                // There is nobody to say it to.
            }
        });
}
