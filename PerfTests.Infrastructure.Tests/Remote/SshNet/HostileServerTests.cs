using System.Net;
using System.Net.Sockets;
using System.Text;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet;

/// <summary>Something else than an sshd at the port.</summary>
[TestFixture]
internal sealed class HostileServerTests
{
    [TestCase("")]
    [TestCase("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [TestCase("SSH-1.5-old\r\n")]
    [TestCase("SSH-2.0-test\r\n")]
    [TestCase("SSH-2.0-test\r\n\0\0\0\fgarbage!garbage!garbage!")]
    [TestCase("SSH-2.0-test\r\n\u007f\u007f\u007f\u007fgarbage!")]
    [TestCase("SSH-2.0-test\r\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    [TestCase("SSH-2.0-test\r\n\0\0\0\u000c\u0003\u0014\0\0\0\0\0\0\0\0\0\0")]
    public async Task A_server_that_sends_garbage_and_closes_is_a_failure_of_the_host(string greeting)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeAsync(listener, Encoding.Latin1.GetBytes(greeting));
        var target = new SshTarget("one", "127.0.0.1")
        {
            User = "root",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            KnownHostsFile = "/none",
            WorkDir = "/work",
            Transport = Transport.SshNet,
        };
        await using var host = new ShellHost(target, TransportChoice.Make(target, () => ""));
        Assert.That(
            () => host.ConnectAsync(CancellationToken.None),
            Throws.TypeOf<RemoteException>().With.Message.StartsWith("host one: ")
        );
        listener.Stop();
        Assert.That(async () => await served, Throws.InstanceOf<Exception>());
    }

    private static async Task ServeAsync(TcpListener listener, byte[] greeting)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync(greeting);
            client.Client.Shutdown(SocketShutdown.Send);
            // What the client says is read, so that nothing resets the connection.
            await client.GetStream().CopyToAsync(Stream.Null);
        }
    }
}
