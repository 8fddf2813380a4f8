using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Lab;

/// <summary>Hosts from the network, and hosts of an embedded lab that is raised when one of them is needed.</summary>
public sealed class LabHostSource : IHostSource
{
    private EmbeddedLab? _lab;

    /// <exception cref="LabUnavailableException">A lab is needed and cannot be raised here.</exception>
    public async Task PrepareAsync(IReadOnlyList<SshHost> hosts, CancellationToken cancellationToken)
    {
        if (hosts.Any(host => host.IsLab))
            _lab = await EmbeddedLab.RaiseAsync(new LabOptions(), cancellationToken);
    }

    public SshTarget Target(SshHost host)
    {
        if (!host.IsLab)
            return SshTarget.Of(host);
        var lab = _lab ?? throw new InvalidOperationException("the lab is not up");
        if (!lab.Hosts.TryGetValue(host.LabName, out var labHost))
        {
            throw new RemoteException(
                host.Id, $"the embedded lab has no host '{host.LabName}'; it has {string.Join(", ", lab.Hosts.Keys)}. Correct host in ssh-hosts.yaml");
        }
        return new SshTarget(host.Id, labHost.Address)
        {
            User = "root",
            Port = labHost.Port,
            IdentityFile = labHost.IdentityFile,
            KnownHostsFile = labHost.KnownHostsFile,
            WorkDir = Path.Combine(labHost.Folder, host.WorkDir),
        };
    }

    public ValueTask DisposeAsync() => _lab?.DisposeAsync() ?? ValueTask.CompletedTask;
}
