namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>An endpoint that runs the tool, and the side of the load that it looks from.</summary>
/// <param name="Role"><c>server</c>, <c>client</c> or <c>tool_host</c>.</param>
/// <param name="Endpoint">The host, its interface and its variables.</param>
/// <param name="SeesAsServer">Whether what the server receives is <c>rx</c> here; else it is what the client receives.</param>
public sealed record ToolEndpoint(string Role, Endpoint Endpoint, bool SeesAsServer)
{
    public SshHost Host => Endpoint.Host;
}
