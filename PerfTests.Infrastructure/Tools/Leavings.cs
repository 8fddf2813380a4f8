using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tools;

/// <summary>What a tool leaves behind on its host: pinned BPF objects, files and mounts in the work folder, processes.</summary>
internal sealed class Leavings
{
    private const int MostListed = 5;

    private readonly IRemoteHost _host;
    private readonly HashSet<string> _before;

    private Leavings(IRemoteHost host, HashSet<string> before) => (_host, _before) = (host, before);

    /// <summary>Notes what is there before the tool starts.</summary>
    public static async Task<Leavings> NoteAsync(IRemoteHost host, CancellationToken cancellationToken) =>
        new(host, await LookAsync(host, [], cancellationToken));

    /// <summary>What has come since and is still there, in words; empty when nothing has.</summary>
    /// <param name="processIds">Processes that the tool had.</param>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<int> processIds, CancellationToken cancellationToken)
    {
        var come = (await LookAsync(_host, processIds, cancellationToken)).Except(_before).ToList();
        return
        [
            .. Kind("pin", "pinned in /sys/fs/bpf"),
            .. Kind("file", "files in the work folder"),
            .. Kind("process", "processes"),
            .. Kind("mount", "mounts in the work folder"),
        ];

        IEnumerable<string> Kind(string kind, string words)
        {
            var found = come.Where(line => line.StartsWith($"{kind} ", StringComparison.Ordinal))
                .Select(line => line[(kind.Length + 1)..])
                .Order(StringComparer.Ordinal)
                .ToList();
            if (found.Count > 0)
                yield return $"{words}: {string.Join(", ", found.Take(MostListed))}"
                    + (found.Count > MostListed ? $" and {found.Count - MostListed} more" : "");
        }
    }

    private static async Task<HashSet<string>> LookAsync(
        IRemoteHost host,
        IReadOnlyList<int> processIds,
        CancellationToken cancellationToken
    )
    {
        // Folders tool-…, load-… and monitor-… are the suite's own, on their way out.
        var folder = ShellWord.Quote(host.WorkDir);
        var alive = string.Join(' ', processIds.Select(id => id.ToString()));
        var result = await host.RunAsync(
            new RemoteCommand(
                $$"""
                find /sys/fs/bpf -mindepth 1 -maxdepth 5 2>/dev/null | head -n 2000 | sed 's/^/pin /'
                cd {{folder}} 2>/dev/null && find . -mindepth 1 -maxdepth 6 \( -name 'tool-*' -o -name 'load-*' -o -name 'monitor-*' \) -prune -o -type f -print 2>/dev/null | head -n 5000 | sed 's/^/file /'
                awk -v folder="$(pwd -P)/" 'index($5, folder) == 1 { print "mount " $5 }' /proc/self/mountinfo 2>/dev/null
                for process in {{alive}}; do
                  grep -Eqs '\) [^ZX] ' /proc/$process/stat && echo "process $process $(cat /proc/$process/comm 2>/dev/null)"
                done
                :
                """
            )
            {
                AsRoot = true,
            },
            cancellationToken
        );
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
