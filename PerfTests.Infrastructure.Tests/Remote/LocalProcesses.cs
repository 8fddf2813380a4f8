namespace PerfTests.Infrastructure.Tests.Remote;

/// <summary>Processes of this machine, whose list the lab's hosts share.</summary>
internal static class LocalProcesses
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    /// <summary>Whether a process runs; one that only waits for its parent to notice its end does not.</summary>
    public static bool IsRunning(int processId)
    {
        try
        {
            return !File.ReadLines($"/proc/{processId}/status").Contains("State:\tZ (zombie)");
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Running processes whose command line contains a text.</summary>
    public static IReadOnlyList<int> With(string text) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!))
            .Where(id => CommandLine(id).Contains(text, StringComparison.Ordinal) && IsRunning(id)),
    ];

    /// <summary>Waits for a condition that something else brings about; the test fails when it does not come.</summary>
    public static async Task WaitUntilAsync(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Limit)
                Assert.Fail($"not within {Limit.TotalSeconds} s: {what}");
            await Task.Delay(10);
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
