using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>Says when the lab is raised and when it is taken down, and what the session left on its hosts before that hides it.</summary>
internal sealed class AnnouncingSource(IHostSource source, FaultSession session) : IHostSource
{
    /// <summary>Begins a line that names something that was left on a host of the lab.</summary>
    public const string Left = "left on a host: ";

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    public async Task PrepareAsync(IReadOnlyList<SshHost> hosts, CancellationToken cancellationToken)
    {
        session.Say("lab raising");
        await source.PrepareAsync(hosts, cancellationToken);
        session.Say("lab up");
    }

    public SshTarget Target(SshHost host) => source.Target(host);

    public async ValueTask DisposeAsync()
    {
        foreach (var left in await LeftAsync())
            session.Say($"{Left}{left}");
        session.Say("lab going down");
        await source.DisposeAsync();
    }

    /// <summary>Processes in networks that are not this one's, but for the servers of the hosts.</summary>
    private static async Task<IReadOnlyList<string>> LeftAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        List<MachineProcess> left;
        while ((left = [.. OnHosts()]).Count > 0 && TimeProvider.System.GetElapsedTime(started) < Moment)
            await Task.Delay(20);
        string[] scratch = Directory.Exists("/var/lib/perftests")
            ? [.. Directory.EnumerateDirectories("/var/lib/perftests/lab-0", "*-*", SearchOption.AllDirectories).Where(IsScratch)]
            : [];
        return [.. left.Select(process => $"process {process}"), .. scratch.Select(folder => $"folder {folder}")];
    }

    private static bool IsScratch(string folder) =>
        Path.GetFileName(folder) is var name
        && (name.StartsWith("tool-", StringComparison.Ordinal) || name.StartsWith("load-", StringComparison.Ordinal));

    private static IEnumerable<MachineProcess> OnHosts() =>
        from id in Directory
            .EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!))
        where
            NamespaceOf(id, "mnt") == NamespaceOf(Environment.ProcessId, "mnt")
            && NamespaceOf(id, "net") != NamespaceOf(Environment.ProcessId, "net")
        let process = MachineProcess.Read(id)
        where process is { IsListener: false }
        select process;

    private static string? NamespaceOf(int processId, string kind)
    {
        try
        {
            return new FileInfo($"/proc/{processId}/ns/{kind}").LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
