namespace PerfTests.Infrastructure.Lab;

/// <summary>Builds a lab from its plan: cables first, then an sshd on each host.</summary>
internal static class LabBuilder
{
    public static async Task<IReadOnlyList<LabHost>> BuildAsync(LabPlan plan, LabClaim claim, CancellationToken ct)
    {
        var keys = Path.Combine(claim.Folder, "id_ed25519");
        var servers = plan.Topology.Hosts.ToDictionary(
            host => host,
            host => new SshServer(
                plan.NamespaceOf(host),
                plan.AddressOf(host),
                Path.Combine(claim.Folder, host),
                keys + ".pub",
                Path.Combine(claim.WorkFolder, host)
            )
        );
        foreach (var server in servers.Values)
            LabFolder.Create(server.Folder);
        // WhenAll returns when every step has ended, also after a failure: nothing is being built any more when the clean-up starts.
        await Task.WhenAll([
            WireAsync(plan, ct),
            GenerateKeyAsync(keys, ct),
            .. servers.Values.Select(server => GenerateKeyAsync(server.HostKeyFile, ct)),
        ]);

        var knownHosts = Path.Combine(claim.Folder, "known_hosts");
        await File.WriteAllLinesAsync(knownHosts, servers.Values.Select(KnownHost), ct);
        await Task.WhenAll(servers.Values.Select(server => server.StartAsync(ct)));
        return [.. servers.Select(entry => HostOf(entry.Key, entry.Value))];

        LabHost HostOf(string name, SshServer server)
        {
            LabFolder.Create(server.WorkFolder);
            return new(name, server.Address, SshServer.Port, keys, knownHosts, server.WorkFolder, server.Namespace);
        }
    }

    private static async Task WireAsync(LabPlan plan, CancellationToken ct)
    {
        await IpBatch.RunAsync(null, plan.RootBatch(), ct);
        await Task.WhenAll(plan.Topology.Hosts.Select(host => IpBatch.RunAsync(plan.NamespaceOf(host), plan.BatchOf(host), ct)));
        await Task.WhenAll(plan.Topology.Hosts.Select(host => LinkState.WaitUntilUpAsync(plan.NamespaceOf(host), ct)));
    }

    private static Task<string> GenerateKeyAsync(string path, CancellationToken ct) =>
        LocalCommand.RunAsync(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "perftests-lab", "-f", path], ct);

    private static string KnownHost(SshServer server) => $"{server.Address} {File.ReadAllText(server.HostKeyFile + ".pub").Trim()}";
}
