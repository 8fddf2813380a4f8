namespace PerfTests.Infrastructure.Remote;

/// <summary>Which machine a host is, and since when it runs: after a lost connection it may be another, or have restarted.</summary>
/// <param name="Machine">Id of the installation; empty where the host has none.</param>
/// <param name="Boot">Id of the kernel's boot, and when the first process began: a container restarts without its kernel. Empty where
/// neither can be read.</param>
internal sealed record HostIdentity(string Machine, string Boot)
{
    /// <exception cref="RemoteException">The host cannot be reached.</exception>
    public static async Task<HostIdentity> ReadAsync(IRemoteHost host, CancellationToken cancellationToken)
    {
        var result = await host.RunCheckedAsync(
            new RemoteCommand(
                """
                printf 'machine=%s\n' "$(cat /etc/machine-id 2>/dev/null)"
                printf 'boot=%s %s\n' "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)" "$(sed 's/.*) //' /proc/1/stat 2>/dev/null | cut -d' ' -f20)"
                """
            ),
            cancellationToken
        );
        return new HostIdentity(Value(result.Output, "machine="), Value(result.Output, "boot="));
    }

    /// <summary>Whether the host runs as it did before. What one of the two looks did not show is no difference.</summary>
    public bool IsSameBoot(HostIdentity before) => Boot.Length == 0 || before.Boot.Length == 0 || Boot == before.Boot;

    /// <inheritdoc cref="IsSameBoot"/>
    public bool IsSameMachine(HostIdentity before) => Machine.Length == 0 || before.Machine.Length == 0 || Machine == before.Machine;

    private static string Value(string output, string key) =>
        output.Split('\n').FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim() ?? "";
}
