using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Benchmarks;

/// <summary>The hosts of another source, which stays its owner's, reached over one transport.</summary>
internal sealed class TransportSource(IHostSource source, Transport transport) : IHostSource
{
    public Task PrepareAsync(IReadOnlyList<SshHost> hosts, CancellationToken cancellationToken) => Task.CompletedTask;

    public SshTarget Target(SshHost host) => source.Target(host) with { Transport = transport };

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
