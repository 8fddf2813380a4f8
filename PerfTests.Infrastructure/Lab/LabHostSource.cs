using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Lab;

/// <summary>Hosts from the network, and hosts of an embedded lab that is raised when one of them is needed.</summary>
/// <param name="lockFolder">
/// Folder of the lock that only one session of this machine holds while it uses an embedded lab; null takes none: for a look at hosts, not
/// for measuring.
/// </param>
/// <param name="wait">How long to wait for another session before giving up.</param>
public sealed class LabHostSource(string? lockFolder = null, TimeSpan wait = default) : IHostSource
{
    private const string LockFile = "session.lock";

    private EmbeddedLab? _lab;
    private ExclusiveUse? _alone;

    /// <summary>The lab that was raised; null when no host needed one.</summary>
    internal EmbeddedLab? Lab => _lab;

    /// <exception cref="LabUnavailableException">A lab is needed and cannot be raised here.</exception>
    /// <exception cref="InUseException">Another session measures on an embedded lab: all of a machine's labs share its
    /// processors.</exception>
    public async Task PrepareAsync(IReadOnlyList<SshHost> hosts, CancellationToken cancellationToken)
    {
        if (!hosts.Any(host => host.IsLab))
            return;
        LabPrerequisites.Require();
        if (lockFolder is not null)
        {
            _alone = await ExclusiveUse.OfMachineAsync(
                Path.Combine(lockFolder, LockFile),
                "the embedded lab of this machine",
                wait,
                TimeProvider.System,
                cancellationToken
            );
        }
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
                host.Id,
                $"the embedded lab has no host '{host.LabName}'; it has {string.Join(", ", lab.Hosts.Keys)}. Correct host in ssh-hosts.yaml"
            );
        }
        return new SshTarget(host.Id, labHost.Address)
        {
            User = "root",
            Port = labHost.Port,
            IdentityFile = labHost.IdentityFile,
            KnownHostsFile = labHost.KnownHostsFile,
            WorkDir = FromLoginFolder(Path.Combine(labHost.Folder, host.WorkDir)),
        };
    }

    // Relative, as a real host's is by default: what works on the lab only because its paths are absolute would fail there. A path
    // that climbs too far stays at the root, whatever the login folder of root is.
    internal static string FromLoginFolder(string path) => string.Concat(Enumerable.Repeat("../", 8)) + path.TrimStart('/');

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_lab is not null)
                await _lab.DisposeAsync();
        }
        finally
        {
            _alone?.Dispose();
            LabRegistry.OfThisMachine.DeleteEmptyRoot();
        }
    }
}
