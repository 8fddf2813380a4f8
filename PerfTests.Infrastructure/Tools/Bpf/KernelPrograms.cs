using System.Collections.Concurrent;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools.Bpf;

/// <summary>
/// Lists the BPF programs of hosts. Of hosts that were seen to share a kernel, as namespaces of one machine, one is asked for all.
/// </summary>
internal sealed class KernelPrograms
{
    // The boot id of a host's kernel, by host id.
    private readonly ConcurrentDictionary<string, string> _kernels = new(StringComparer.Ordinal);

    /// <returns>What each host's kernel has, in the order of the hosts.</returns>
    /// <exception cref="RemoteException">A host was lost.</exception>
    public async Task<IReadOnlyList<ProgramListing>> ReadAsync(IReadOnlyList<IRemoteHost> hosts, CancellationToken cancellationToken)
    {
        var groups = await Task.WhenAll(
            hosts
                .GroupBy(host => _kernels.GetValueOrDefault(host.Id, host.Id))
                .Select(group => ReadAsync(group.Key, [.. group], cancellationToken))
        );
        var listings = groups.SelectMany(group => group).ToDictionary(listing => listing.Host, listing => listing.Listing);
        return [.. hosts.Select(host => listings[host])];
    }

    private async Task<IEnumerable<(IRemoteHost Host, ProgramListing Listing)>> ReadAsync(
        string kernel,
        IReadOnlyList<IRemoteHost> hosts,
        CancellationToken cancellationToken
    )
    {
        var first = await ReadAsync(hosts[0], cancellationToken);
        // A host that restarted, or may not list them, speaks for itself alone.
        if (first.BootId == kernel && first.Programs is not null)
            return hosts.Select(host => (host, first));
        var others = await Task.WhenAll(hosts.Skip(1).Select(host => ReadAsync(host, cancellationToken)));
        return hosts.Zip(others.Prepend(first));
    }

    private async Task<ProgramListing> ReadAsync(IRemoteHost host, CancellationToken cancellationToken)
    {
        var listing = await ProgramListing.ReadAsync(host, cancellationToken);
        if (listing.BootId.Length > 0)
            _kernels[host.Id] = listing.BootId;
        return listing;
    }
}
