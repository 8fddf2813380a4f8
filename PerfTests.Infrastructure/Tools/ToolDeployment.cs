using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools;

/// <summary>Brings tools to the hosts that run them: a tool's own folder, to the same path below the host's work folder.</summary>
/// <param name="sourceFolders">Folders on this machine in which a tool's path is looked for, the first one wins.</param>
internal sealed class ToolDeployment(IReadOnlyList<string> sourceFolders)
{
    private readonly HashSet<(string Host, string Path)> _done = [];

    /// <summary>The version of a tool that would be deployed: its command line and its files.</summary>
    public string IdentityOf(ToolLaunch launch) => ToolIdentity.Of(launch, sourceFolders);

    /// <summary>Makes sure that the tool's program is on the host; each folder is copied once to each host.</summary>
    /// <exception cref="ToolFailedException">It is neither here nor there.</exception>
    public async Task DeployAsync(ToolSpec tool, IRemoteHost host, CancellationToken cancellationToken)
    {
        var isAbsolute = tool.Path.StartsWith('/');
        var local = isAbsolute ? null : sourceFolders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, tool.Path)));
        if (local is not null && Path.GetDirectoryName(tool.Path) is { } folder)
        {
            var copied = folder.Length == 0 ? tool.Path : folder;
            if (_done.Contains((host.Id, copied)))
                return;
            await host.UploadAsync(Path.Combine(local, copied), $"{host.WorkDir.TrimEnd('/')}/{copied}", cancellationToken);
            // Only now: after a failed copy the host may hold an older version, which must not be measured in its place.
            _done.Add((host.Id, copied));
            return;
        }
        var remote = isAbsolute ? tool.Path : $"{host.WorkDir.TrimEnd('/')}/{tool.Path}";
        var there = await host.RunAsync(new RemoteCommand($"test -e {ShellWord.Quote(remote)}") { AsRoot = true }, cancellationToken);
        if (there.ExitCode != 0)
        {
            throw new ToolFailedException(
                $"tool {tool.Id}: {tool.Path} is neither here ({string.Join(", ", sourceFolders)}) nor on host {host.Id} ({remote}); correct its path in ebpf-tools-spec.yaml");
        }
    }
}
