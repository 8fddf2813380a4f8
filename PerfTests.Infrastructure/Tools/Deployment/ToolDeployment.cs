using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools.Deployment;

/// <summary>Brings tools to the hosts that run them: a tool's own folder, to the same path below the host's work folder.</summary>
/// <param name="sourceFolders">Folders on this machine in which a tool's path is looked for, the first one wins.</param>
internal sealed class ToolDeployment(IReadOnlyList<string> sourceFolders)
{
    private readonly HashSet<(string Host, string Path)> _copied = [];
    private readonly Dictionary<(string Host, string Path), string?> _hashes = [];

    /// <summary>
    /// Makes sure that the tool's program is on the host; each folder is copied at most once to each host, and not at all when the host has
    /// the same files by hash.
    /// </summary>
    /// <returns>The hash of what is there, as <see cref="ToolVersion.Hash"/>; null when the host cannot tell.</returns>
    /// <exception cref="ToolFailedException">It is neither here nor there, or it was edited since the configuration was loaded.</exception>
    /// <exception cref="RemoteException">The host cannot be reached, or what it has after the copy is something else.</exception>
    public async Task<string?> DeployAsync(ToolSpec tool, IRemoteHost host, CancellationToken cancellationToken)
    {
        var isKnown = _hashes.TryGetValue((host.Id, tool.Path), out var known);
        var source = Source(tool.Path);
        if (isKnown && source is not null)
            return known;
        var hash = source is { } folder
            ? await CopyAsync(folder, tool, host, cancellationToken)
            : await FindThereAsync(tool, host, cancellationToken);
        // Nobody but the host has it, so it may be replaced there at any time: rounds of two versions make no case.
        if (known is not null && hash is not null && known != hash)
            throw new ToolFailedException(
                $"tool {tool.Id}: {tool.Path} on host {host.Id} changed since this session began; start anew to measure what it is now"
            );
        _hashes[(host.Id, tool.Path)] = hash;
        return hash;
    }

    /// <summary>Looks anew at what a host has, and copies what it lacks: it was away, and its work folder may be gone.</summary>
    public void Forget(string host)
    {
        _copied.RemoveWhere(copied => copied.Host == host);
        // Of a tool that only the host has, the version before is kept: another one there is not the tool that was measured.
        foreach (var known in _hashes.Keys.Where(known => known.Host == host && Source(known.Path) is not null).ToList())
            _hashes.Remove(known);
    }

    private async Task<string?> CopyAsync(
        (string Path, string Local) source,
        ToolSpec tool,
        IRemoteHost host,
        CancellationToken cancellationToken
    )
    {
        if (!_copied.Contains((host.Id, source.Path)))
        {
            await BringAsync(source, host, cancellationToken);
            // Only now: after a failed copy the host may hold an older version, which must not be measured in its place.
            _copied.Add((host.Id, source.Path));
        }
        // Results lie in a folder that names the version: another one must not be measured under its name.
        var hash = ToolVersion.Find(sourceFolders, tool.Path, !tool.IsNamed)?.Hash;
        return tool.Version is null || tool.Version.Hash == hash
            ? hash
            : throw new ToolFailedException(
                $"tool {tool.Id}: {string.Join(", ", tool.Version.Files)} changed since this session began; start anew to measure what "
                    + $"it is now"
            );
    }

    private async Task<string?> FindThereAsync(ToolSpec tool, IRemoteHost host, CancellationToken cancellationToken)
    {
        var remote = tool.Path.StartsWith('/') ? tool.Path : OnHost(host, tool.Path);
        var quoted = ShellWord.Quote(remote);
        var there = await host.RunAsync(
            new RemoteCommand($"test -e {quoted} && {{ sha256sum -- {quoted} || true; }}") { AsRoot = true },
            cancellationToken
        );
        if (there.ExitCode != 0)
        {
            throw new ToolFailedException(
                $"tool {tool.Id}: {tool.Path} is neither here ({string.Join(", ", sourceFolders)}) nor on host {host.Id} ({remote}); "
                    + $"correct its path in ebpf-tools-spec.yaml"
            );
        }
        // A backslash comes before the sum of a file whose name has one.
        return there.Output.TrimStart('\\').Split(' ')[0] is { Length: 64 } sum ? sum : null;
    }

    /// <summary>
    /// Copies the files of a tool's folder that the host lacks or has in another version, one by one, and says what it found.
    /// </summary>
    /// <returns>Every file of the folder, by its path below the work folder, with the state in which the host had it.</returns>
    /// <exception cref="RemoteException">The host cannot be reached, cannot hash its files, or what it has after the copy is something
    /// else.</exception>
    public async Task<IReadOnlyList<DeployedFile>> UpdateAsync(string toolPath, IRemoteHost host, CancellationToken cancellationToken)
    {
        if (Source(toolPath) is not { } source)
            return [];
        var remote = OnHost(host, source.Path);
        var here = await FolderContent.ReadLocalAsync(source.Local, cancellationToken);
        var files = here.CompareWith(await FolderContent.ReadAsync(host, remote, cancellationToken) ?? throw CannotHash(host));
        foreach (var (path, _) in files.Where(file => file.State is FileState.Changed or FileState.Missing))
            await host.UploadAsync(Path.Combine(source.Local, path).TrimEnd('/'), $"{remote}/{path}".TrimEnd('/'), cancellationToken);
        if (files.Any(file => file.State is FileState.Changed or FileState.Missing))
            await VerifyAsync(source, here, host, mayHaveMore: true, cancellationToken);
        return [.. files.Select(file => new DeployedFile($"{source.Path}/{file.Path}".TrimEnd('/'), file.State))];
    }

    /// <summary>The folder that goes to a host for a tool, below the work folder; null when this machine does not have the tool.</summary>
    public string? FolderOf(string toolPath) => Source(toolPath)?.Path;

    private static async Task BringAsync((string Path, string Local) source, IRemoteHost host, CancellationToken cancellationToken)
    {
        var remote = OnHost(host, source.Path);
        var here = await FolderContent.ReadLocalAsync(source.Local, cancellationToken);
        if (await FolderContent.ReadAsync(host, remote, cancellationToken) is { } there && here.IsSameAs(there))
            return;
        await host.UploadAsync(source.Local, remote, cancellationToken);
        await VerifyAsync(source, here, host, mayHaveMore: false, cancellationToken);
    }

    // A host that cannot hash its files has only the copy's own word for it.
    private static async Task VerifyAsync(
        (string Path, string Local) source,
        FolderContent here,
        IRemoteHost host,
        bool mayHaveMore,
        CancellationToken cancellationToken
    )
    {
        if (await FolderContent.ReadAsync(host, OnHost(host, source.Path), cancellationToken) is not { } there)
            return;
        var wrong = here.CompareWith(there)
            .Where(file => file.State != FileState.Same && !(mayHaveMore && file.State == FileState.HostOnly))
            .ToList();
        if (wrong.Count > 0)
        {
            throw new RemoteException(
                host.Id,
                $"the copy of {source.Local} is not what was sent: "
                    + $"{string.Join(", ", wrong.Select(file => $"{source.Path}/{file.Path}".TrimEnd('/')))}; "
                    + "is the disk full, or does somebody edit the files? Run again"
            );
        }
    }

    private (string Path, string Local)? Source(string toolPath)
    {
        if (ToolVersion.FindSource(sourceFolders, toolPath) is not { } root)
            return null;
        var copied = Path.GetDirectoryName(toolPath) is { Length: > 0 } folder ? folder : toolPath;
        return (copied, Path.Combine(root, copied));
    }

    private static string OnHost(IRemoteHost host, string path) => $"{host.WorkDir.TrimEnd('/')}/{path}";

    private static RemoteException CannotHash(IRemoteHost host) =>
        new(host.Id, "it cannot tell what it has: it needs find and sha256sum of GNU (apt-get install findutils coreutils)");
}
