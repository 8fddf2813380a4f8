namespace PerfTests.Infrastructure.Lab;

/// <summary>
/// Removes whatever exists of the lab with an index. It looks at the machine, not at records, so half a lab is no special case.
/// </summary>
internal static class LabTeardown
{
    private const string NamespaceFolder = "/run/netns";
    private const string InterfaceFolder = "/sys/class/net";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    /// <exception cref="LabUnavailableException">Something is still there after the time limit; the message says what.</exception>
    public static async Task RunAsync(int index)
    {
        if (!Namespaces(index).Any() && !Interfaces(index).Any())
            return;
        if (!await EndProcessesAsync(index, "TERM", Grace) && !await EndProcessesAsync(index, "KILL", Limit))
            throw Remaining(index, "processes", [.. await ProcessesAsync(index)]);
        // The kernel destroys a namespace, and with it the cables that end there, some time after its name is gone; minutes after, where a
        // connection still has something to send over a link that is down. The cables of this namespace therefore go first.
        var removals = Interfaces(index)
            .Select(name => $"link del {name}\n")
            .Concat(Namespaces(index).Select(name => $"netns del {name}\n"));
        await LocalCommand.RunAsync(["ip", "-force", "-batch", "-"], string.Concat(removals), default);
        if (!await UntilAsync(() => Task.FromResult(!Interfaces(index).Any()), Limit))
            throw Remaining(index, "interfaces", [.. Interfaces(index)]);
        if (Namespaces(index).Any())
            throw Remaining(index, "namespaces", [.. Namespaces(index)]);
    }

    public static IEnumerable<string> Namespaces(int index) => NamesIn(NamespaceFolder, LabPlan.NamespacePrefix(index));

    public static IEnumerable<string> Interfaces(int index) => NamesIn(InterfaceFolder, LabPlan.RootInterfacePrefix(index));

    /// <summary>Every process within the lab's namespaces, and no other: whoever started it, and whatever its number was before.</summary>
    public static async Task<IReadOnlyList<string>> ProcessesAsync(int index)
    {
        var lists = await Task.WhenAll(
            Namespaces(index).Select(name => LocalCommand.RunAsync(["ip", "netns", "pids", name], CancellationToken.None))
        );
        return
        [
            .. lists.SelectMany(list => list.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Except([Environment.ProcessId.ToString()]),
        ];
    }

    private static Task<bool> EndProcessesAsync(int index, string signal, TimeSpan limit) =>
        UntilAsync(
            async () =>
            {
                var processes = await ProcessesAsync(index);
                if (processes.Count > 0)
                    await LocalCommand.RunAsync(
                        ["sh", "-c", $"kill -{signal} \"$@\" 2>/dev/null; :", "kill", .. processes],
                        CancellationToken.None
                    );
                return processes.Count == 0;
            },
            limit
        );

    private static async Task<bool> UntilAsync(Func<Task<bool>> done, TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        while (!await done())
        {
            if (deadline.IsCancellationRequested)
                return false;
            await Task.Delay(PollInterval, TimeProvider.System);
        }

        return true;
    }

    private static IEnumerable<string> NamesIn(string folder, string prefix) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder, prefix + "*").Select(path => Path.GetFileName(path)!) : [];

    private static LabUnavailableException Remaining(int index, string what, string[] names) =>
        new(
            $"{what} of lab {index} are still there after {Limit.TotalSeconds} s: {string.Join(", ", names)}; the next lab that is "
                + $"raised tries again"
        );
}
