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

    /// <summary>Which side runs the tool when there is no <see cref="ToolHost"/>, and from which side directions are seen.</summary>
    public ToolPlacement Placement { get; init; } = ToolPlacement.Server;

    /// <summary>The endpoint on which tools run.</summary>
    public Endpoint ToolEndpoint => ToolHost ?? (Placement == ToolPlacement.Client ? Client : Server);

    /// <summary>Every host of the environment, each once.</summary>
    public IEnumerable<SshHost> Hosts => new[] { Server.Host, Client.Host, ToolEndpoint.Host }.DistinctBy(host => host.Id);
}
