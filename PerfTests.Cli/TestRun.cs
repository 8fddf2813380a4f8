using System.Diagnostics;
using System.Globalization;
using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Cli;

/// <summary><c>dotnet test PerfTests</c> as a child. Its own output goes to a file; what a user wants to see comes as events.</summary>
internal sealed class TestRun : IDisposable
{
    private const int ToldLines = 20;

    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly Task<int> _ended;
    private readonly string _events;
    private readonly string _resultDir;

    private TestRun(Process process, string log, string events, string resultDir)
    {
        (_process, Log, _events, _resultDir) = (process, log, events, resultDir);
        _ended = EndAsync();
    }

    /// <summary>What <c>dotnet test</c> printed.</summary>
    public string Log { get; }

    public int ProcessId => _process.Id;

    public Task<int> Ended => _ended;

    public static TestRun Start(SessionOptions options, string? filter)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.ResultDir, "test-results")).FullName;
        var events = Path.Combine(folder, "progress.jsonl");
        File.WriteAllText(events, "");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = RepositoryRoot.Find(), RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "test", "PerfTests", "--no-build", "--configuration", "Debug", "--nologo", "--settings", Path.Combine(start.WorkingDirectory, "runsettings", "lab.runsettings"),
            .. filter is null ? Array.Empty<string>() : ["--filter", filter],
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["PERFTESTS_CONFIG"] = options.ConfigDir;
        start.Environment["PERFTESTS_RESULT"] = options.ResultDir;
        start.Environment["PERFTESTS_TOOLS"] = string.Join(',', options.Tools);
        start.Environment["PERFTESTS_ENVIRONMENTS"] = string.Join(',', options.Environments);
        start.Environment["PERFTESTS_BUDGET"] = options.BudgetPercent?.ToString(CultureInfo.InvariantCulture) ?? "";
        start.Environment["PERFTESTS_RESUME"] = options.Resume ? "1" : "";
        start.Environment[ProgressFeed.Variable] = events;
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        return new TestRun(process, Path.Combine(folder, "dotnet-test.log"), events, options.ResultDir);
    }

    public IAsyncEnumerable<ProgressEvent?> FollowAsync() => ProgressFeed.FollowAsync(_events, _ended, CancellationToken.None);

    /// <summary>The end of what <c>dotnet test</c> printed, for a run that could say nothing itself.</summary>
    public string LastWords() => string.Join(
        Environment.NewLine, File.ReadLines(Log).Where(line => line.Trim().Length > 0).TakeLast(ToldLines).Select(line => $"  {line}"));

    public void Dispose()
    {
        _process.Dispose();
        File.Delete(_events);
    }

    private async Task<int> EndAsync()
    {
        var log = TextWriter.Synchronized(new StreamWriter(Log));
        await using (log)
        {
            await Task.WhenAll(CopyAsync(_process.StandardOutput, log), CopyAsync(_process.StandardError, log));
            await _process.WaitForExitAsync();
        }
        await HostEndedAsync();
        return _process.ExitCode;
    }

    /// <remarks>After Ctrl+C dotnet test ends before its test host has given everything back; as long as that takes, it holds the result tree.</remarks>
    private async Task HostEndedAsync()
    {
        try
        {
            (await ExclusiveUse.OfResultTreeAsync(_resultDir, CleanUpLimit, TimeProvider.System, CancellationToken.None)).Dispose();
        }
        catch (InUseException)
        {
            // Its outcome says that it did not come to its end.
            return;
        }
    }

    private static async Task CopyAsync(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
            await to.WriteLineAsync(line);
    }
}
