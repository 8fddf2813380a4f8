using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Configuration;

/// <summary>One block of <c>performance-test-spec.yaml</c>, such as <c>throughput.single_stream</c>, with its defaults filled in.</summary>
public sealed record LoadSpec
{
    /// <summary>Command that serves TCP and UDP; null when only ICMP is measured.</summary>
    public CommandTemplate? ServerCommand { get; init; }

    /// <summary>The client's command for each protocol, in the order of <see cref="Protocol"/>.</summary>
    public required IReadOnlyList<ClientLoad> Clients { get; init; }

    /// <summary>Numbers of client processes that run together, one load each.</summary>
    public IReadOnlyList<int> Streams { get; init; } = [1];

    /// <summary>
    /// Command that samples the test interface of server and client while the load runs; null means <c>sar -n DEV</c>. The packet rate is
    /// counted without it.
    /// </summary>
    public CommandTemplate? SarCommand { get; init; }

    /// <summary>Time that a load may take beyond its duration, with connecting and reporting, before it is ended; in seconds.</summary>
    public double ExtraSeconds { get; init; } = 60;

    /// <summary>Environments that the block is limited to; empty means all.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];
}
