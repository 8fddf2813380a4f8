namespace PerfTests.Infrastructure.Lab;

/// <summary>
/// A small data centre on this machine. Its hosts are network namespaces, each with an sshd of its own: <c>system-server</c> and
/// <c>system-client</c> on one cable; <c>vm-server</c> and <c>vm-client</c>, whose cables meet in the bridge of <c>vm-host</c>.
/// </summary>
/// <remarks>
/// Several labs may be up side by side. A lab whose owner was killed is found by its lock, which the kernel gave back, and removed when
/// the next one is raised. All hosts share this machine's kernel, CPU, file system, process list and <c>/sys</c>; only their networks
/// differ.
/// </remarks>
public sealed class EmbeddedLab : IAsyncDisposable
{
    private readonly LabClaim? _claim;
    private bool _disposed;

    private EmbeddedLab(int index, IReadOnlyDictionary<string, LabHost> hosts, LabClaim? claim, bool wasUp)
    {
        (Index, Hosts, WasUp) = (index, hosts, wasUp);
        _claim = claim;
    }

    /// <summary>Number that keeps the names and management addresses of this machine's labs apart.</summary>
    public int Index { get; }

    /// <summary>Hosts by lab host name.</summary>
    public IReadOnlyDictionary<string, LabHost> Hosts { get; }

    /// <summary>Whether the named lab stood already, so that nothing was made.</summary>
    public bool WasUp { get; }

    private static LabRegistry Registry => LabRegistry.OfThisMachine;

    private static HostMounts Mounts => new(Registry.StateRoot);

    /// <summary>Raises a lab, usually in a fraction of a second, or finds the standing one with the name that the options give.</summary>
    /// <exception cref="LabUnavailableException">
    /// Not Linux, not root, no namespaces, a program missing, or a step failed; whatever was made is removed again.
    /// </exception>
    public static async Task<EmbeddedLab> RaiseAsync(LabOptions options, CancellationToken ct)
    {
        LabPrerequisites.Require();
        // A folder that one of them keeps is in nobody's way; the examination of this machine tells of it.
        await RemoveAllAbandonedAsync(ct);
        if (options.Name is not null && await FindStandingAsync(options.Name, ct) is { } standing)
            return new(standing.Index, standing.Hosts, claim: null, wasUp: true);

        var state = new LabState
        {
            Name = options.Name,
            OwnerProcessId = Environment.ProcessId,
            Since = options.Time.GetUtcNow(),
        };
        var claim = await Registry.ReserveAsync(state, ct);
        try
        {
            using (await Registry.LockAsync(ct))
                await Mounts.PrepareAsync(ct);
            // A lab whose records were deleted by hand stands in the way.
            await LabTeardown.RunAsync(claim.Index);
            var plan = new LabPlan(options.Topology, claim.Index, HasIpv6: File.Exists("/proc/net/if_inet6"));
            var hosts = await LabBuilder.BuildAsync(plan, claim, ct);
            claim.State = state with { Hosts = hosts, IsStanding = options.Name is not null };
            var byName = hosts.ToDictionary(host => host.Name);
            if (options.Name is null)
                return new(claim.Index, byName, claim, wasUp: false);
            claim.Dispose();
            return new(claim.Index, byName, claim: null, wasUp: false);
        }
        catch (Exception failure)
        {
            await CleanUpAsync(claim, failure);
            throw;
        }
    }

    /// <summary>The labs on this machine, by index.</summary>
    /// <exception cref="LabUnavailableException">There may be labs, and this process is not root.</exception>
    public static async Task<IReadOnlyList<LabStatus>> ListAsync(CancellationToken ct)
    {
        if (!Directory.Exists(Registry.StateRoot))
            return [];
        LabPrerequisites.Require();
        return await Registry.ListAsync(ct);
    }

    /// <summary>Takes down a standing lab with everything that runs in it.</summary>
    /// <returns>False when there is no lab of that name.</returns>
    /// <exception cref="LabUnavailableException">Another process is raising it or taking it down, or something of it cannot be
    /// removed.</exception>
    public static async Task<bool> TakeDownAsync(string name, CancellationToken ct)
    {
        LabPrerequisites.Require();
        if (await Registry.ClaimAsync(name, ct) is not { } claim)
            return false;
        Require(await RemoveAsync(claim));
        return true;
    }

    /// <summary>Removes what killed owners left behind.</summary>
    /// <returns>How many labs were removed.</returns>
    public static async Task<int> RemoveAbandonedAsync(CancellationToken ct)
    {
        LabPrerequisites.Require();
        var removed = await RemoveAllAbandonedAsync(ct);
        Require(removed.FirstOrDefault(kept => kept is not null));
        return removed.Count;
    }

    /// <summary>Takes the lab down to nothing: no process, namespace, interface, mount or folder. A named lab stays.</summary>
    /// <exception cref="LabUnavailableException">
    /// Something of it cannot be removed. Processes and interfaces are tried again when the next lab is raised; a folder in which somebody
    /// mounted something stays until that is unmounted.
    /// </exception>
    public async ValueTask DisposeAsync()
    {
        if (_disposed || _claim is null)
            return;
        _disposed = true;
        Require(await RemoveAsync(_claim));
    }

    private static async Task<IReadOnlyList<string?>> RemoveAllAbandonedAsync(CancellationToken ct) =>
        await Task.WhenAll((await Registry.ClaimAbandonedAsync(ct)).Select(RemoveAsync));

    private static void Require(string? kept)
    {
        if (kept is not null)
            throw new LabUnavailableException(kept);
    }

    private static async Task<LabStatus?> FindStandingAsync(string name, CancellationToken ct)
    {
        var found = (await ListAsync(ct)).FirstOrDefault(lab => lab.Name == name && lab.Condition == LabCondition.Standing);
        if (found is null || await IsReachableAsync(found, ct))
            return found;
        await TakeDownAsync(name, ct);
        return null;
    }

    private static async Task<bool> IsReachableAsync(LabStatus lab, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            return (await Task.WhenAll(lab.Hosts.Values.Select(host => SshServer.ListensAsync(host.Address, limit.Token)))).All(listens =>
                listens
            );
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task CleanUpAsync(LabClaim claim, Exception failure)
    {
        try
        {
            Require(await RemoveAsync(claim));
        }
        catch (LabUnavailableException exception)
        {
            throw new LabUnavailableException($"{failure.Message}; and in cleaning up: {exception.Message}", failure);
        }
    }

    /// <returns>Why a folder of the lab is still there; null when nothing is.</returns>
    private static async Task<string?> RemoveAsync(LabClaim claim)
    {
        using (claim)
        {
            claim.State = claim.State with { IsStanding = false };
            await LabTeardown.RunAsync(claim.Index);
            return await Registry.ReleaseAsync(claim, Mounts.RestoreAsync, CancellationToken.None);
        }
    }
}
