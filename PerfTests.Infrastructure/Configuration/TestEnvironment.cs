using PerfTests.Infrastructure.Configuration.Tools;

namespace PerfTests.Infrastructure.Configuration;

/// <summary>One entry of <c>test-environments.yaml</c>: the pair of hosts that a load runs between.</summary>
public sealed record TestEnvironment
{
    /// <summary>The key under <c>test_environments</c>; a token of the result tree.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required Endpoint Server { get; init; }

    public required Endpoint Client { get; init; }

    /// <summary>Third host that runs the tools, such as a hypervisor; null when they run on <see cref="Placement"/>.</summary>
    public Endpoint? ToolHost { get; init; }

    /// <summary>
    /// Which side runs the tool, or that both do, when there is no <see cref="ToolHost"/>, and from which side directions are seen.
    /// </summary>
    public ToolPlacement Placement { get; init; } = ToolPlacement.Server;

    /// <summary>The endpoints on which tools run: one, or the server and then the client.</summary>
    public IReadOnlyList<ToolEndpoint> ToolEndpoints =>
        (ToolHost, Placement) switch
        {
            ({ } third, var side) => [new("tool_host", third, side == ToolPlacement.Server)],
            (_, ToolPlacement.Client) => [new("client", Client, false)],
            (_, ToolPlacement.Both) => [new("server", Server, true), new("client", Client, false)],
            _ => [new("server", Server, true)],
        };

    /// <summary>Server, client, and where tools run; one that plays two parts is there twice.</summary>
    public IEnumerable<Endpoint> Endpoints => new[] { Server, Client }.Concat(ToolEndpoints.Select(tool => tool.Endpoint));

    /// <summary>Every host of the environment, each once.</summary>
    public IEnumerable<SshHost> Hosts => Endpoints.Select(endpoint => endpoint.Host).DistinctBy(host => host.Id);
}
