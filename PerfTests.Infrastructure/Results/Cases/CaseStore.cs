using System.Text.Json;
using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>The JSON files of the cases in a result tree, written whole and read with tolerance for broken ones.</summary>
internal sealed class CaseStore(ResultTree tree)
{
    public const string RoundsFile = "rounds.json";
    public const string VerdictFile = "verdict.json";
    public const string SummaryFile = "summary.json";
    public const string MarkerFile = "case.json";
    public const string StoredBaselineFile = "stored_baseline.json";

    private const string MeasureAgain = "measure the case again";

    public ResultTree Tree { get; } = tree;

    /// <summary>
    /// Takes an earlier verdict away before the case is measured again: should this process be killed, rounds without a verdict
    /// tell of it, where the old verdict would read as today's.
    /// </summary>
    public Task BeginAsync(string caseName, CancellationToken cancellationToken)
    {
        var folder = Tree.CaseFolder(caseName);
        ResultStorageException.Guard(folder, () => Directory.CreateDirectory(folder));
        foreach (var file in (string[])[VerdictFile, MarkerFile, StoredBaselineFile])
            Remove(Path.Combine(folder, file));
        return WriteRoundsAsync(caseName, [], cancellationToken);
    }

    /// <summary>Takes the verdict of a case away that goes on from the rounds it has.</summary>
    public void Reopen(string caseName) => Remove(Path.Combine(Tree.CaseFolder(caseName), VerdictFile));

    /// <summary>Keeps a file that cannot be used under another name, which nothing reads.</summary>
    /// <returns>The name that it has now.</returns>
    public string SetAside(string caseName, string file)
    {
        var path = Path.Combine(Tree.CaseFolder(caseName), file);
        for (var attempt = 1; ; attempt++)
        {
            var aside = attempt == 1 ? $"{path}.broken" : $"{path}.broken_{attempt}";
            if (Path.Exists(aside))
                continue;
            ResultStorageException.Guard(Path.GetDirectoryName(path)!, () => File.Move(path, aside));
            return Path.GetFileName(aside);
        }
    }

    /// <summary>Whether a case's folder has a file.</summary>
    public bool Has(string caseName, string file) => File.Exists(Path.Combine(Tree.CaseFolder(caseName), file));

    /// <summary>One of the JSON files of a case.</summary>
    /// <exception cref="JsonException">The file does not hold such a record.</exception>
    public Task<T> ReadAsync<T>(string caseName, string file, CancellationToken cancellationToken) =>
        JsonFiles.ReadAsync<T>(Tree.Root, $"{CaseAddress.Parse(caseName).Name}/{file}", JsonFiles.CamelCase, cancellationToken);

    public Task WriteMarkerAsync(string caseName, CaseMarker marker, CancellationToken cancellationToken) =>
        WriteAsync(caseName, MarkerFile, marker, cancellationToken);

    public Task WriteStoredBaselineAsync(string caseName, StoredBaseline stored, CancellationToken cancellationToken) =>
        WriteAsync(caseName, StoredBaselineFile, stored, cancellationToken);

    /// <summary>One completed run, whose folder is given relative to <c>result/</c>.</summary>
    /// <exception cref="JsonException">Its <c>metadata.json</c> does not hold a run.</exception>
    public async Task<RunRecord> ReadRunAsync(string runFolder, CancellationToken cancellationToken) =>
        await JsonFiles.ReadAsync<RunRecord>(
            Tree.Root,
            $"{PathToken.CheckPath(runFolder)}/{RunFolder.MetadataFile}",
            JsonFiles.SnakeCase,
            cancellationToken
        ) with
        {
            Folder = runFolder,
        };

    /// <inheritdoc cref="ReadRunAsync"/>
    public Task<Fingerprint> ReadFingerprintOfAsync(string runFolder, CancellationToken cancellationToken) =>
        JsonFiles.ReadAsync<Fingerprint>(
            Tree.Root,
            $"{PathToken.CheckPath(runFolder)}/{RunFolder.FingerprintFile}",
            JsonFiles.CamelCase,
            cancellationToken
        );

    public Task WriteRoundsAsync(string caseName, IReadOnlyList<RoundRecord> rounds, CancellationToken cancellationToken) =>
        WriteAsync(caseName, RoundsFile, rounds, cancellationToken);

    public Task WriteVerdictAsync(CaseVerdict verdict, CancellationToken cancellationToken) =>
        WriteAsync(verdict.Case, VerdictFile, verdict, cancellationToken);

    public Task WriteSummaryAsync(CaseSummary summary, CancellationToken cancellationToken) =>
        WriteAsync(summary.Case, SummaryFile, summary, cancellationToken);

    /// <summary>The completed runs of a case in order of time.</summary>
    public async Task<ReadResult<RunRecord>> ReadRunsAsync(string caseName, CancellationToken cancellationToken)
    {
        var problems = new List<ReadProblem>();
        var runs = new List<RunRecord>();
        foreach (var folder in Tree.Runs(caseName))
        {
            var path = $"{folder}/{RunFolder.MetadataFile}";
            if (await TryReadAsync<RunRecord>(path, JsonFiles.SnakeCase, problems, cancellationToken) is { } run)
                runs.Add(run with { Folder = folder });
        }
        return new([.. runs.OrderBy(run => run.Execution.StartTime).ThenBy(run => run.Folder, StringComparer.Ordinal)], problems);
    }

    /// <summary>The fingerprint of a run, whose folder is given relative to <c>result/</c>.</summary>
    public async Task<ReadResult<Fingerprint>> ReadFingerprintAsync(string runFolder, CancellationToken cancellationToken)
    {
        var problems = new List<ReadProblem>();
        var path = $"{PathToken.CheckPath(runFolder)}/{RunFolder.FingerprintFile}";
        var fingerprint = await TryReadAsync<Fingerprint>(path, JsonFiles.CamelCase, problems, cancellationToken);
        return new(fingerprint is null ? [] : [fingerprint], problems);
    }

    /// <summary>
    /// Resources during a run, whose folder is given relative to <c>result/</c>; nothing and no problem for a run without them.
    /// </summary>
    public async Task<ReadResult<MonitoringSummary>> ReadMonitoringAsync(string runFolder, CancellationToken cancellationToken)
    {
        var problems = new List<ReadProblem>();
        var path = $"{PathToken.CheckPath(runFolder)}/{MonitoringSummary.FileName}";
        var summary = Exists(path) ? await TryReadAsync<MonitoringSummary>(path, JsonFiles.CamelCase, problems, cancellationToken) : null;
        return new(summary is null ? [] : [summary], problems);
    }

    /// <summary>
    /// What the validity rules measured in a run, whose folder is given relative to <c>result/</c>; nothing and no problem for a run
    /// without it.
    /// </summary>
    public async Task<ReadResult<RunValidity>> ReadValidityAsync(string runFolder, CancellationToken cancellationToken)
    {
        var problems = new List<ReadProblem>();
        var path = $"{PathToken.CheckPath(runFolder)}/{RunValidity.FileName}";
        var validity = Exists(path) ? await TryReadAsync<RunValidity>(path, JsonFiles.CamelCase, problems, cancellationToken) : null;
        return new(validity is null ? [] : [validity], problems);
    }

    /// <summary>Every case with a verdict, in order of name. A folder that holds runs only is not a case of its own.</summary>
    public async Task<ReadResult<CaseResult>> ReadCasesAsync(CancellationToken cancellationToken)
    {
        var problems = new List<ReadProblem>();
        var cases = new List<CaseResult>();
        foreach (var address in Tree.Cases())
            if (await ReadCaseAsync(address, problems, cancellationToken) is { } result)
                cases.Add(result);
        return new(cases, problems);
    }

    /// <summary>One case; null when it has no verdict that can be read.</summary>
    public Task<CaseResult?> ReadCaseAsync(string caseName, CancellationToken cancellationToken) =>
        ReadCaseAsync(CaseAddress.Parse(caseName), [], cancellationToken);

    private async Task<CaseResult?> ReadCaseAsync(CaseAddress address, List<ReadProblem> problems, CancellationToken cancellationToken)
    {
        var (roundsPath, verdictPath) = ($"{address.Name}/{RoundsFile}", $"{address.Name}/{VerdictFile}");
        if (!Exists(verdictPath))
        {
            // The folder of a baseline case may hold runs of tool cases alone; a tool's runs are always of its own case.
            if (!Exists(roundsPath) && (address.Tool is null || !Tree.Runs(address.Name).Any()))
                return null;
            problems.Add(
                !Exists(roundsPath)
                    ? new(
                        verdictPath,
                        "there are runs of the tool and neither rounds nor a verdict",
                        $"copy the whole tree, or {MeasureAgain}"
                    )
                    : new(roundsPath, "there are rounds but no verdict: the case was cut off before it was judged", MeasureAgain)
            );
            return null;
        }
        var verdict = await TryReadAsync<CaseVerdict>(verdictPath, JsonFiles.CamelCase, problems, cancellationToken);
        var rounds = await TryReadAsync<IReadOnlyList<RoundRecord>>(roundsPath, JsonFiles.CamelCase, problems, cancellationToken);
        var marker = await TryReadAsync<CaseMarker>($"{address.Name}/{MarkerFile}", JsonFiles.CamelCase, problems, cancellationToken);
        if (verdict is null || rounds is null || marker is null)
            return null;
        if (verdict.Metrics.CountBy(metric => metric.Name).FirstOrDefault(name => name.Value > 1).Key is { } twice)
        {
            problems.Add(new(verdictPath, $"it has {twice} twice", $"restore it from a copy, or {MeasureAgain}"));
            return null;
        }
        if (verdict.Case != address.Name)
        {
            problems.Add(
                new(
                    verdictPath,
                    $"it is the verdict of {verdict.Case}, so it does not belong here",
                    "move it to its place, or take it away"
                )
            );
            return null;
        }
        var storedPath = $"{address.Name}/{StoredBaselineFile}";
        return new CaseResult
        {
            Environment = address.Environment,
            TestType = address.TestType,
            Protocol = address.Protocol,
            Params = address.Params,
            Tool = address.Tool,
            ToolRun = address.Tool is null ? null : await ReadToolAsync(address, cancellationToken),
            Verdict = verdict,
            Rounds = rounds,
            Marker = marker,
            Stored = Exists(storedPath)
                ? await TryReadAsync<StoredBaseline>(storedPath, JsonFiles.CamelCase, problems, cancellationToken)
                : null,
        };
    }

    private async Task<MeasuredTool?> ReadToolAsync(CaseAddress address, CancellationToken cancellationToken) =>
        Tree.Runs(address.Name).LastOrDefault() is { } run
            ? (await TryReadAsync<RunRecord>($"{run}/{RunFolder.MetadataFile}", JsonFiles.SnakeCase, [], cancellationToken))?.Tool
            : null;

    private static void Remove(string path) => ResultStorageException.Guard(Path.GetDirectoryName(path)!, () => File.Delete(path));

    private bool Exists(string relativePath) => File.Exists(Path.Combine(Tree.Root, relativePath));

    private Task WriteAsync<T>(string caseName, string file, T value, CancellationToken cancellationToken) =>
        JsonFiles.WriteAsync(Path.Combine(Tree.CaseFolder(caseName), file), value, JsonFiles.CamelCase, cancellationToken);

    private async Task<T?> TryReadAsync<T>(
        string relativePath,
        JsonSerializerOptions options,
        List<ReadProblem> problems,
        CancellationToken cancellationToken
    )
        where T : class
    {
        try
        {
            return await JsonFiles.ReadAsync<T>(Tree.Root, relativePath, options, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            problems.Add(new(relativePath, $"it cannot be read: {exception.Message}", $"restore it from a copy, or {MeasureAgain}"));
            return null;
        }
    }
}
