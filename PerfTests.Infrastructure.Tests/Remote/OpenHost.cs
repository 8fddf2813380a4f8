using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Remote;

/// <summary>A host over the transport that its target asks for, with a folder of the test's for sockets.</summary>
internal static class OpenHost
{
    public static ShellHost Of(SshTarget target, string sockets) =>
        new(target, TransportChoice.Make(target, () => Directory.CreateDirectory(sockets).FullName));
}
