using System.Text;
using PerfTests.Infrastructure.Analysis.Audit;
using PerfTests.Infrastructure.Analysis.Recommendations;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Analysis.Verdicts;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Reporting.Csv;
using PerfTests.Infrastructure.Reporting.Html;
using PerfTests.Infrastructure.Reporting.JUnit;
using PerfTests.Infrastructure.Reporting.Markdown;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>
/// What a session leaves for its readers: summaries, the HTML page, the Markdown and CSV tables, and the gate's own tally.
/// </summary>
internal static class SessionReport
{
    public const string AnalysisFolder = "analysis";
    public const string HtmlFile = "report.html";

    private const string MarkdownFile = "summary.md";
    private const string CsvFile = "cases.csv";
    private const string RunsFile = "runs.csv";

    // GitHub refuses a job summary of more than 1 MiB; a job may add lines of its own.
    private const int MarkdownBytes = 1_000_000;

    internal static readonly IReadOnlyList<string> Files =
    [
        HtmlFile,
        MarkdownFile,
        MarkdownComment.FileName,
        JUnitReport.FileName,
        CsvFile,
        RunsFile,
        AnalysisFiles.Performance,
        AnalysisFiles.Overhead,
        AnalysisFiles.Recommendations,
    ];

    /// <summary>
    /// Takes an earlier session's reports away, so that nobody reads them as those of a session that was killed. They can be
    /// rebuilt from the result tree.
    /// </summary>
    public static void Discard(string resultDir)
    {
        var folder = Path.Combine(resultDir, AnalysisFolder);
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Files)
            ResultStorageException.Guard(folder, () => File.Delete(Path.Combine(folder, file)));
    }

    /// <summary>Writes everything, and returns the table for the console.</summary>
    /// <param name="session">
    /// The session's cases; null takes every case that the tree holds, and leaves the last session's outcome as it is.
    /// </param>
    /// <param name="failOnInconclusive">Whether Inconclusive closes the gate.</param>
    public static async Task<string> WriteAsync(
        string resultDir,
        SessionCases? session,
        bool failOnInconclusive,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => (await BuildAsync(resultDir, session, failOnInconclusive, time, cancellationToken)).Table;

    /// <summary>Writes everything, and tells what came out.</summary>
    /// <param name="session">As above.</param>
    /// <param name="failOnInconclusive">Whether Inconclusive closes the gate; null takes what the cases were measured under.</param>
    internal static async Task<ReportOutcome> BuildAsync(
        string resultDir,
        SessionCases? session,
        bool? failOnInconclusive,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var store = new CaseStore(new ResultTree(resultDir));
        var summaryProblems = await new SummaryChain(store).WriteAllAsync(cancellationToken);
        var tree = await ResultReading.ReadAsync(store, cancellationToken);
        var (cases, earlier) = session is null
            ? ToolVersions.Split(tree.Cases)
            : ([.. tree.Cases.Where(result => session.Judged.Contains(result.Verdict.Case))], []);
        var reading = tree with { Cases = cases };
        var missing = session is null ? await MissingCases.FindAsync(tree, store.Tree, cancellationToken) : MissingCases.None;
        var unjudged = session is null
            ? reading.WithoutVerdict.Concat(missing.All).ToHashSet()
            : session.Selected.Except(reading.Cases.Select(result => result.Verdict.Case)).ToHashSet();
        var contradictions = reading.Cases.SelectMany(result => Contradictions.Of(result, reading)).ToList();
        var gate = Gate.Of(
            reading.Cases.Select(result => result.Verdict),
            failOnInconclusive ?? reading.Cases.Any(result => result.Verdict.Rule.InconclusiveFails),
            unjudged.Count,
            contradictions.DistinctBy(each => each.Case).Count()
        );
        var recommendations = RecommendationRule.Apply(reading);
        List<string> problems =
        [
            .. contradictions.Select(each => $"{each}"),
            .. ToolVersions.Told(earlier),
            .. missing.Told(),
            .. unjudged
                .Except(missing.All)
                .Order(StringComparer.Ordinal)
                .Select(name => $"{name} has no verdict: the gate is closed for that alone"),
            .. reading.Cases.SelectMany(result => MissingRuns(result, reading)),
            .. (await HookFiles.ReadFailuresAsync(store.Tree, cancellationToken)).Select(problem => $"{problem}"),
            .. summaryProblems.Concat(reading.Problems).Select(problem => $"{problem}").Distinct(),
        ];
        var header = new ReportHeader
        {
            Title = "What the tools cost this network",
            GeneratedAt = time.GetUtcNow(),
            Hosts = HostFacts(reading),
            IsOfLab = reading.Runs.Values.Any(run =>
                run.Hosts.Values.Any(host =>
                    host.GetValueOrDefault("host")?.StartsWith(SshHost.LabScheme, StringComparison.Ordinal) == true
                )
            ),
            GateOutcome = gate.Outcome,
            Problems = problems,
            Recommendations = recommendations,
        };
        var folder = Path.Combine(store.Tree.Root, AnalysisFolder);
        var details = await CaseDetails.ReadAsync(reading, store.Tree, cancellationToken);
        await WriteAsync(folder, HtmlFile, HtmlReport.Render(header, reading.Cases, details), cancellationToken);
        await WriteAsync(
            folder,
            MarkdownFile,
            LimitedMarkdown.Cut(
                MarkdownSummary.Render(reading.Cases) + MarkdownDetails.Render(gate.Outcome, problems, recommendations, reading.Cases),
                MarkdownBytes,
                "\nThe rest is left out: a summary of a CI job may have 1 MiB. The other files of analysis/ have it.\n"
            ),
            cancellationToken
        );
        await WriteAsync(
            folder,
            MarkdownComment.FileName,
            MarkdownComment.Render(gate, reading.Cases, problems, recommendations, CiJob.Detect(Environment.GetEnvironmentVariable)),
            cancellationToken
        );
        await WriteAsync(
            folder,
            JUnitReport.FileName,
            JUnitReport.Render(
                reading.Cases,
                unjudged,
                contradictions.ToLookup(each => each.Case, each => $"{each}"),
                gate.FailOnInconclusive,
                reading.Runs
            ),
            cancellationToken
        );
        await WriteAsync(folder, CsvFile, CsvExport.Render(reading.Cases), cancellationToken);
        await WriteAsync(folder, RunsFile, RunsCsv.Render(tree), cancellationToken);
        await AnalysisFiles.WriteAsync(folder, reading, gate, recommendations, cancellationToken);
        if (session is not null)
            await SessionOutcome.WriteAsync(
                resultDir,
                new SessionOutcome(gate.ExitCode, gate.Outcome, time.GetUtcNow())
                {
                    Cases = [.. reading.Cases.Select(result => result.Verdict.Case)],
                },
                cancellationToken
            );
        var table = $"{ConsoleTable.Render(reading.Cases)}{Environment.NewLine}Report: {Path.Combine(folder, HtmlFile)}";
        return new ReportOutcome(
            gate,
            table,
            reading.Cases,
            problems,
            recommendations,
            [.. Files.Select(file => Path.Combine(folder, file))]
        );
    }

    private static IEnumerable<string> MissingRuns(CaseResult result, ResultReading reading) =>
        Contradictions.Missing(result, reading.Runs) is { Count: > 0 } missing
            ?
            [
                $"{result.Verdict.Case}: {missing.Count} of the runs that its rounds name are not in the tree or cannot be read, such as "
                    + $"{missing[0]}, "
                    + "so its values cannot be checked; copy the whole tree, or measure the case again",
            ]
            : [];

    /// <summary>
    /// Facts by host id, from what each case was measured on last; a fact that changed from case to case has all of its values.
    /// </summary>
    private static SortedDictionary<string, IReadOnlyDictionary<string, string>> HostFacts(ResultReading reading) =>
        new(
            reading
                .Fingerprints.Values.SelectMany(fingerprint => fingerprint.Hosts.Values)
                .GroupBy(host => host.GetValueOrDefault("host_id", "unknown"))
                .ToDictionary(
                    host => host.Key,
                    host =>
                        (IReadOnlyDictionary<string, string>)
                            host.SelectMany(facts => facts)
                                .Where(fact => fact.Key != "host_id")
                                .GroupBy(fact => fact.Key)
                                .ToDictionary(fact => fact.Key, fact => string.Join(" | ", fact.Select(each => each.Value).Distinct()))
                ),
            StringComparer.Ordinal
        );

    private static Task WriteAsync(string folder, string file, string text, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(
            Path.Combine(folder, file),
            (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), token).AsTask(),
            cancellationToken
        );
}
