using PerfTests.Infrastructure.Monitoring.Counters;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

/// <summary>Processes of this machine, whose list the lab's hosts share.</summary>
internal static class LocalProcesses
{
    // Far above what anything waited for takes on two quiet cores: beside many other tests all takes longer.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Whether a process runs; one that only waits for its parent to notice its end does not.</summary>
    public static bool IsRunning(int processId) => ProcessStat.Here(processId) is { HasEnded: false };

    /// <summary>Running processes whose command line contains a text.</summary>
    public static IReadOnlyList<int> With(string text) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, out _))
                .Select(name => int.Parse(name!))
                .Where(id => CommandLine(id).Contains(text, StringComparison.Ordinal) && IsRunning(id)),
        ];

    /// <summary>The same of those in one network namespace: another lab on this machine may run the same commands.</summary>
    public static IReadOnlyList<int> With(string text, params string[] networks) =>
        [.. With(text).Where(id => NetworkOf(id) is { } network && networks.Contains(network))];

    /// <summary>The network namespace that the processes of a lab's host are in.</summary>
    public static async Task<string> NetworkOfAsync(IRemoteHost host) =>
        (await host.RunCheckedAsync(new RemoteCommand("readlink /proc/self/ns/net"), CancellationToken.None)).Output.Trim();

    /// <summary>0 when the process is gone.</summary>
    public static int ParentOf(int processId) => ProcessStat.Here(processId)?.ParentId ?? 0;

    /// <summary>Kills the sshd process that serves the connection over which a process of a lab's host runs.</summary>
    public static void KillServerOf(int processId)
    {
        while (!CommandLine(processId).StartsWith("sshd: ", StringComparison.Ordinal))
            processId = ParentOf(processId);
        using var server = System.Diagnostics.Process.GetProcessById(processId);
        server.Kill();
    }

    /// <summary>Waits for a condition that something else brings about; the test fails when it does not come.</summary>
    public static async Task WaitUntilAsync(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Limit)
                Assert.Fail($"not within {Limit.TotalSeconds} s: {what}");
            await Task.Delay(20);
        }
    }

    private static string? NetworkOf(int processId)
    {
        try
        {
            return new FileInfo($"/proc/{processId}/ns/net").LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string CommandLine(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
