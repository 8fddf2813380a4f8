using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Deployment;

namespace PerfTests.Workbench.Discovery;

/// <summary>Brings the folders of every tool that this machine has, listed or found, to hosts.</summary>
internal static class DeployedTools
{
    /// <returns>What each host had.</returns>
    /// <exception cref="RemoteException">A host cannot be reached, or a copy is not what was sent.</exception>
    public static async Task<IReadOnlyList<HostFiles>> UpdateAsync(PerfConfig config, ScanHosts hosts, CancellationToken cancellationToken)
    {
        var deployment = new ToolDeployment(config.SourceFolders);
        var scan = await ToolScan.RunAsync(config, cancellationToken);
        // One tool of each folder stands for it: the folder is what is copied.
        var tools = config
            .Tools.Select(tool => tool.Path)
            .Concat(scan.Tools.Select(tool => tool.Tool.Path))
            .Where(path => deployment.FolderOf(path) is not null)
            .DistinctBy(deployment.FolderOf)
            .ToList();
        var updated = new List<HostFiles>();
        foreach (var host in hosts.All)
        {
            var files = new List<DeployedFile>();
            foreach (var tool in tools)
                files.AddRange(await UpdateAsync(deployment, tool, host, cancellationToken));
            updated.Add(new HostFiles(host.Id, [.. files.DistinctBy(file => file.Path)]));
        }
        return updated;
    }

    private static async Task<IReadOnlyList<DeployedFile>> UpdateAsync(
        ToolDeployment deployment,
        string tool,
        IRemoteHost host,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await deployment.UpdateAsync(tool, host, cancellationToken);
        }
        catch (ToolFailedException problem)
        {
            throw new RemoteException(host.Id, problem.Message, problem);
        }
    }
}
