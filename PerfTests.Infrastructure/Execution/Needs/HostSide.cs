using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Execution.Needs;

/// <summary>A part that a host plays in an environment.</summary>
internal sealed record HostSide(TestEnvironment Environment, HostRole Role)
{
    public Endpoint Endpoint =>
        Role switch
        {
            HostRole.Server => Environment.Server,
            HostRole.Client => Environment.Client,
            _ => Environment.ToolEndpoints[0].Endpoint,
        };

    /// <summary>Address at the other end of the load; empty for a tool host.</summary>
    public string PeerIp =>
        Role switch
        {
            HostRole.Server => Environment.Client.TestIp,
            HostRole.Client => Environment.Server.TestIp,
            _ => "",
        };
}

/// <summary>Parts that hosts play in an environment.</summary>
internal enum HostRole
{
    Server,
    Client,
    ToolHost,
}
