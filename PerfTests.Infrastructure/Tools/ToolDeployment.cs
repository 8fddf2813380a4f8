using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools;

/// <summary>Brings tools to the hosts that run them: a tool's own folder, to the same path below the host's work folder.</summary>
/// <param name="sourceFolders">Folders on this machine in which a tool's path is looked for, the first one wins.</param>
internal sealed class ToolDeployment(IReadOnlyList<string> sourceFolders)
{
    private readonly HashSet<(string Host, string Path)> _copied = [];
    private readonly Dictionary<(string Host, string Path), string?> _hashes = [];

    /// <summary>Makes sure that the tool's program is on the host; each folder is copied once to each host.</summary>
    /// <returns>The hash of what is there, as <see cref="ToolVersion.Hash"/>; null when the host cannot tell.</returns>
    /// <exception cref="ToolFailedException">It is neither here nor there, or it was edited since the configuration was loaded.</exception>
    public async Task<string?> DeployAsync(ToolSpec tool, IRemoteHost host, CancellationToken cancellationToken)
    {
        if (_hashes.TryGetValue((host.Id, tool.Path), out var hash))
            return hash;
        hash = ToolVersion.FindSource(sourceFolders, tool.Path) is { } local
            ? await CopyAsync(local, tool, host, cancellationToken)
            : await FindThereAsync(tool, host, cancellationToken);
        _hashes.Add((host.Id, tool.Path), hash);
        return hash;
    }

    private async Task<string?> CopyAsync(string local, ToolSpec tool, IRemoteHost host, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(tool.Path) is { Length: > 0 } own ? own : tool.Path;
        if (!_copied.Contains((host.Id, folder)))
        {
            await host.UploadAsync(Path.Combine(local, folder), $"{host.WorkDir.TrimEnd('/')}/{folder}", cancellationToken);
            // Only now: after a failed copy the host may hold an older version, which must not be measured in its place.
            _copied.Add((host.Id, folder));
        }
        // Results lie in a folder that names the version: another one must not be measured under its name.
        var hash = ToolVersion.Find(sourceFolders, tool.Path, !tool.IsNamed)?.Hash;
        return tool.Version is null || tool.Version.Hash == hash
            ? hash
            : throw new ToolFailedException($"tool {tool.Id}: {string.Join(", ", tool.Version.Files)} changed since this session began; start anew to measure what it is now");
    }

    private async Task<string?> FindThereAsync(ToolSpec tool, IRemoteHost host, CancellationToken cancellationToken)
    {
        var remote = tool.Path.StartsWith('/') ? tool.Path : $"{host.WorkDir.TrimEnd('/')}/{tool.Path}";
        var quoted = ShellWord.Quote(remote);
        var there = await host.RunAsync(new RemoteCommand($"test -e {quoted} && {{ sha256sum -- {quoted} || true; }}") { AsRoot = true }, cancellationToken);
        if (there.ExitCode != 0)
        {
            throw new ToolFailedException(
                $"tool {tool.Id}: {tool.Path} is neither here ({string.Join(", ", sourceFolders)}) nor on host {host.Id} ({remote}); correct its path in ebpf-tools-spec.yaml");
        }
        // A backslash comes before the sum of a file whose name has one.
        return there.Output.TrimStart('\\').Split(' ')[0] is { Length: 64 } sum ? sum : null;
    }
}
