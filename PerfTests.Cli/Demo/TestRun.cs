using System.Diagnostics;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Cli.Demo;

/// <summary><c>dotnet test</c> of the suite as a child. Its own output goes to a file; what a user wants to see comes as events.</summary>
internal sealed class TestRun : IDisposable
{
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly Task<int> _ended;
    private readonly DirectoryInfo _scratch;
    private readonly string _resultDir;
    private readonly TestLog _log;
    private readonly string? _filter;

    private TestRun(Process process, DirectoryInfo scratch, string resultDir, string? filter)
    {
        (_process, _scratch, _resultDir, _filter) = (process, scratch, resultDir, filter);
        _log = new TestLog(Path.Combine(resultDir, "test-results", "dotnet-test.log"));
        _ended = EndAsync();
    }

    /// <summary>The end of what <c>dotnet test</c> printed, for a run that could say nothing itself.</summary>
    public string LastWords => _log.LastWords;

    /// <summary>What is wrong with the filter; null when nothing is known to be.</summary>
    public string? FilterMistake { get; private set; }

    public int ProcessId => _process.Id;

    public Task<int> Ended => _ended;

    public static TestRun Start(SessionOptions options, string? filter)
    {
        // Not in the result tree, which may be another session's or full.
        var scratch = Directory.CreateTempSubdirectory("perftests-");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = RepositoryRoot.Find(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "test",
            // Of the built assembly: asking the project for it takes MSBuild more than a second.
            Path.Combine(start.WorkingDirectory, "artifacts", "bin", "PerfTests", "debug", "PerfTests.dll"),
            "--nologo",
            "--settings",
            Path.Combine(start.WorkingDirectory, "runsettings", "lab.runsettings"),
            .. filter is null ? Array.Empty<string>() : ["--filter", filter],
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["PERFTESTS_CONFIG"] = options.ConfigDir;
        start.Environment["PERFTESTS_RESULT"] = options.ResultDir;
        start.Environment["PERFTESTS_TOOLS"] = string.Join(',', options.Tools);
        start.Environment["PERFTESTS_ENVIRONMENTS"] = string.Join(',', options.Environments);
        start.Environment["PERFTESTS_BUDGET"] = options.BudgetPercent?.ToString() ?? "";
        start.Environment["PERFTESTS_RESUME"] = options.Resume ? "1" : "";
        start.Environment[ProgressFeed.Variable] = EventsIn(scratch);
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        return new TestRun(process, scratch, options.ResultDir, filter);
    }

    /// <summary>
    /// Every event, as it comes. The first one that tells of a session's course says that the result tree is in its hands.
    /// </summary>
    public async IAsyncEnumerable<ProgressEvent?> FollowAsync()
    {
        await foreach (var happened in ProgressFeed.FollowAsync(EventsIn(_scratch), _ended, CancellationToken.None))
        {
            if (happened is { Kind: not ProgressKind.Ended })
                _log.Open();
            yield return happened;
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _log.Dispose();
        _scratch.Delete(recursive: true);
    }

    private static string EventsIn(DirectoryInfo scratch) => Path.Combine(scratch.FullName, "progress.jsonl");

    private async Task<int> EndAsync()
    {
        await Task.WhenAll(CopyAsync(_process.StandardOutput), CopyAsync(_process.StandardError));
        await _process.WaitForExitAsync();
        await HostEndedAsync();
        return _process.ExitCode;
    }

    /// <remarks>
    /// After Ctrl+C dotnet test ends before its test host has given everything back; as long as that takes, it holds the result tree.
    /// </remarks>
    private async Task HostEndedAsync()
    {
        try
        {
            using (await ExclusiveUse.OfResultTreeAsync(_resultDir, CleanUpLimit, TimeProvider.System, CancellationToken.None))
                _log.Open();
        }
        catch (Exception exception) when (exception is InUseException or ResultStorageException)
        {
            // Its outcome says that it did not come to its end, or what stood in the way.
            return;
        }
    }

    private async Task CopyAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            if (_filter is not null)
                FilterMistake ??= Demo.FilterMistake.In(line, _filter);
            _log.Add(line);
        }
    }
}
