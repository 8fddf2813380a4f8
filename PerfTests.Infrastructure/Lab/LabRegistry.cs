using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Lab;

/// <summary>The labs of a machine: a folder for each, and in it a lock that its owner holds.</summary>
/// <remarks>Every change of the set of labs happens under one more lock, which is never held for longer than such a change takes.</remarks>
/// <param name="stateRoot">Parent of the labs' folders, emptied by a reboot, as the labs themselves are.</param>
/// <param name="workRoot">Parent of the hosts' folders.</param>
internal sealed class LabRegistry(string stateRoot, string workRoot)
{
    private const string Prefix = "lab-";

    /// <summary>
    /// Work folders are not below /run, because many distributions mount it with noexec and a host must run what is deployed to it.
    /// </summary>
    public static LabRegistry OfThisMachine { get; } = new("/run/perftests", "/var/lib/perftests");

    public string StateRoot { get; } = stateRoot;

    private string LockPath => Path.Combine(StateRoot, "lock");

    /// <summary>Keeps the set of labs as it is until it is disposed.</summary>
    public Task<FileLock> LockAsync(CancellationToken ct) => FileLock.TakeAsync(LockPath, ct);

    /// <summary>Claims the lowest free index.</summary>
    /// <exception cref="LabUnavailableException">The name is taken, or every index is.</exception>
    public async Task<LabClaim> ReserveAsync(LabState state, CancellationToken ct)
    {
        using var exclusive = await LockAsync(ct);
        var labs = Labs();
        if (state.Name is not null && labs.FirstOrDefault(lab => lab.Name == state.Name) is { } same)
        {
            throw new LabUnavailableException(
                $"process {same.OwnerProcessId} is raising or taking down the lab '{same.Name}' at this moment: try again when it is done"
            );
        }

        var index = FirstFreeIndex(labs);
        LabFolder.Create(WorkFolderOf(index));
        LabFolder.Create(FolderOf(index));
        var claim =
            Claim(index)
            ?? throw new LabUnavailableException($"{LabClaim.LockFile(FolderOf(index))} is locked by a program that is not a lab");
        claim.State = state;
        return claim;
    }

    /// <summary>Claims every lab whose owner was killed, so that it can be taken down.</summary>
    public async Task<IReadOnlyList<LabClaim>> ClaimAbandonedAsync(CancellationToken ct)
    {
        if (!Directory.Exists(StateRoot))
            return [];
        using var exclusive = await LockAsync(ct);
        return [.. Labs().Where(lab => lab.Condition == LabCondition.Abandoned).Select(lab => Claim(lab.Index)).OfType<LabClaim>()];
    }

    /// <summary>Claims a standing lab; null when there is none of that name.</summary>
    /// <exception cref="LabUnavailableException">Another process has the lab.</exception>
    public async Task<LabClaim?> ClaimAsync(string name, CancellationToken ct)
    {
        if (!Directory.Exists(StateRoot))
            return null;
        using var exclusive = await LockAsync(ct);
        if (Labs().FirstOrDefault(lab => lab.Name == name) is not { } found)
            return null;
        return Claim(found.Index)
            ?? throw new LabUnavailableException(
                $"process {found.OwnerProcessId} is raising or taking down the lab '{name}' at this moment: try again when it is done"
            );
    }

    public async Task<IReadOnlyList<LabStatus>> ListAsync(CancellationToken ct)
    {
        if (!Directory.Exists(StateRoot))
            return [];
        using var exclusive = await LockAsync(ct);
        return Labs();
    }

    /// <summary>
    /// Deletes the folders of a lab that is down. After the last one, what <paramref name="afterLast"/> undoes is no lab's any more.
    /// </summary>
    /// <returns>
    /// Why a folder stays, because a tool left a mount in it for instance; else null. It is no lab's any more and stands in the way of
    /// none:
    /// the next lab takes another index.
    /// </returns>
    public async Task<string?> ReleaseAsync(LabClaim claim, Func<Task> afterLast, CancellationToken ct)
    {
        using var exclusive = await LockAsync(ct);
        var kept = new[] { claim.WorkFolder, claim.Folder }.Select(WhyKept).OfType<LabUnavailableException>().ToList();
        claim.DeleteRecords();
        claim.Dispose();
        if (!Indices().Any())
        {
            await afterLast();
            DeleteRoots();
        }
        return kept.Count == 0 ? null : $"lab {claim.Index} is down, but {string.Join("; ", kept.Select(folder => folder.Message))}";
    }

    /// <summary>Folders of labs that are gone, kept by what somebody mounted there.</summary>
    public async Task<IReadOnlyList<string>> ListKeptAsync(CancellationToken ct)
    {
        if (!Directory.Exists(workRoot))
            return [];
        using var exclusive = await LockAsync(ct);
        var owned = Indices().Select(WorkFolderOf).ToHashSet(StringComparer.Ordinal);
        var kept = Directory
            .EnumerateDirectories(workRoot, Prefix + "*")
            .Where(folder => !owned.Contains(folder) && MountTable.AtOrBelow(folder).Count > 0)
            .ToList();
        if (!Indices().Any())
            DeleteRoots();
        return kept;
    }

    /// <summary>Deletes the labs' folder when nothing is in it any more, neither a lab nor a lock.</summary>
    public void DeleteEmptyRoot() => LabFolder.DeleteIfEmpty(StateRoot);

    private int FirstFreeIndex(List<LabStatus> labs)
    {
        LabUnavailableException? kept = null;
        foreach (var index in Enumerable.Range(0, LabPlan.LastIndex + 1).Except(labs.Select(lab => lab.Index)))
        {
            // What a lab before the last reboot left there, or what could not be deleted when it went down.
            var stays = WhyKept(WorkFolderOf(index)) ?? WhyKept(FolderOf(index));
            if (stays is null)
                return index;
            kept ??= stays;
        }
        throw kept ?? new LabUnavailableException($"{labs.Count} labs are up on this machine: take some down with `perftests lab down`");
    }

    private static LabUnavailableException? WhyKept(string folder)
    {
        try
        {
            LabFolder.Delete(folder);
            return null;
        }
        catch (LabUnavailableException exception)
        {
            return exception;
        }
    }

    private List<LabStatus> Labs() => [.. Indices().Order().Select(Status)];

    private IEnumerable<int> Indices() =>
        from folder in Directory.EnumerateDirectories(StateRoot, Prefix + "*")
        let number = Path.GetFileName(folder)[Prefix.Length..]
        where int.TryParse(number, out _) && File.Exists(LabClaim.LockFile(folder))
        select int.Parse(number);

    private LabStatus Status(int index)
    {
        var state = LabState.Read(LabClaim.StateFile(FolderOf(index)));
        using var free = Claim(index);
        var condition =
            free is null ? LabCondition.Owned
            : state.IsStanding ? LabCondition.Standing
            : LabCondition.Abandoned;
        return new(index, state.Name, condition, state.OwnerProcessId, state.Since, state.Hosts.ToDictionary(host => host.Name));
    }

    private LabClaim? Claim(int index) =>
        FileLock.TryTake(LabClaim.LockFile(FolderOf(index))) is { } held ? new(index, FolderOf(index), WorkFolderOf(index), held) : null;

    private string FolderOf(int index) => Path.Combine(StateRoot, $"{Prefix}{index}");

    private string WorkFolderOf(int index) => Path.Combine(workRoot, $"{Prefix}{index}");

    private void DeleteRoots()
    {
        File.Delete(LockPath);
        LabFolder.DeleteIfEmpty(StateRoot);
        LabFolder.DeleteIfEmpty(workRoot);
    }
}
