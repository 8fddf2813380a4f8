using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Init;

/// <summary>
/// Gives hosts that share a folder work folders of their own: a host's lock is a file there, and they would hold each other's.
/// </summary>
/// <remarks>
/// Sharing is proven by a file that one host writes and another one sees. What hosts say of a folder is no proof: clones of one image
/// have equal inodes, times and machine ids, and hosts that mount one folder may be told old times of it.
/// </remarks>
internal static class SharedFolders
{
    // The nearest folder above a work folder that is there: that one is on a disk of the host, or on a shared one.
    private static string Above(string workDir) =>
        $$"""
            at={{ShellWord.Quote(workDir.TrimEnd('/'))}}
            while [ ! -d "${at:-/}" ]; do case $at in */*) at=${at%/*} ;; *) at=. ;; esac; done
            at=${at:-/}/.perftests-

            """;

    /// <exception cref="RemoteException">A host was lost.</exception>
    public static async Task<IReadOnlyList<SurveyedHost>> TellApartAsync(
        IReadOnlyList<SurveyedHost> hosts,
        CancellationToken cancellationToken
    )
    {
        var shared = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var alike in hosts
                .Where(host => !host.Host.IsLab)
                .GroupBy(host => host.Host.WorkDir, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
        )
            shared.UnionWith(await SharingAsync([.. alike], cancellationToken));
        return
        [
            .. hosts.Select(host =>
                shared.Contains(host.Host.Id)
                    ? host with
                    {
                        Host = host.Host with { WorkDir = $"{host.Host.WorkDir}/{host.Host.Id}" },
                    }
                    : host
            ),
        ];
    }

    /// <returns>Ids of those that see a file of another one.</returns>
    private static async Task<IReadOnlyList<string>> SharingAsync(IReadOnlyList<SurveyedHost> hosts, CancellationToken cancellationToken)
    {
        // Never looked for before, so that no cache of a network file system can remember its absence.
        var names = hosts.ToDictionary(host => host.Host.Id, _ => Guid.NewGuid().ToString("N"), StringComparer.Ordinal);
        try
        {
            await Task.WhenAll(hosts.Select(host => RunAsync(host, $": >\"$at\"{names[host.Host.Id]}\n", cancellationToken)));
            var seen = await Task.WhenAll(
                hosts.Select(host =>
                    RunAsync(
                        host,
                        string.Concat(
                            names
                                .Where(name => name.Key != host.Host.Id)
                                .Select(name => $"[ -e \"$at\"{name.Value} ] && printf 'seen=%s\\n' {ShellWord.Quote(name.Key)}\n")
                        ),
                        cancellationToken
                    )
                )
            );
            return
            [
                .. hosts
                    .Zip(seen)
                    .Where(pair => pair.Second.All("seen").Count > 0)
                    .SelectMany(pair => pair.Second.All("seen").Append(pair.First.Host.Id))
                    .Distinct(),
            ];
        }
        finally
        {
            await Task.WhenAll(hosts.Select(host => RemoveAsync(host, names[host.Host.Id])));
        }
    }

    private static async Task<ProbeAnswers> RunAsync(SurveyedHost host, string script, CancellationToken cancellationToken) =>
        ProbeAnswers.Parse(
            (await host.Connection.RunAsync(new RemoteCommand($"{Above(host.Host.WorkDir)}{script}:"), cancellationToken)).Output
        );

    private static async Task RemoveAsync(SurveyedHost host, string name)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await RunAsync(host, $"rm -f -- \"$at\"{name}\n", limit.Token);
        }
        catch (Exception exception) when (exception is RemoteException or OperationCanceledException)
        {
            // The host is gone: an empty file stays, and whoever asked is told of the host.
        }
    }
}
