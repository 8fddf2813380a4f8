using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>Where hosts come from: the network, or an embedded lab that is raised for the session. Disposing takes it down.</summary>
public interface IHostSource : IAsyncDisposable
{
    /// <summary>Makes the hosts available.</summary>
    Task PrepareAsync(IReadOnlyList<SshHost> hosts, CancellationToken cancellationToken);

    /// <summary>How a prepared host is reached.</summary>
    SshTarget Target(SshHost host);
}
