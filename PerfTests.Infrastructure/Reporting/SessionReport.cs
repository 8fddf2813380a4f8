using System.Text;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Reporting.Csv;
using PerfTests.Infrastructure.Reporting.Html;
using PerfTests.Infrastructure.Reporting.JUnit;
using PerfTests.Infrastructure.Reporting.Markdown;
using PerfTests.Infrastructure.Reporting.Tables;
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
        var judged = await JudgedTree.ReadAsync(store, session, failOnInconclusive, cancellationToken);
        var folder = Path.Combine(store.Tree.Root, AnalysisFolder);
        await WriteFilesAsync(folder, judged, store.Tree, time, cancellationToken);
        if (session is not null)
            await SessionOutcome.WriteAsync(
                resultDir,
                new SessionOutcome(judged.Gate.ExitCode, judged.Gate.Outcome, time.GetUtcNow())
                {
                    Cases = [.. judged.Cases.Select(result => result.Verdict.Case)],
                },
                cancellationToken
            );
        var table = $"{ConsoleTable.Render(judged.Cases)}{Environment.NewLine}Report: {Path.Combine(folder, HtmlFile)}";
        return new ReportOutcome(
            judged.Gate,
            table,
            judged.Cases,
            judged.Problems,
            judged.Recommendations,
            [.. Files.Select(file => Path.Combine(folder, file))]
        );
    }

    private static async Task WriteFilesAsync(
        string folder,
        JudgedTree judged,
        ResultTree tree,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var (cases, problems, recommendations, gate) = (judged.Cases, judged.Problems, judged.Recommendations, judged.Gate);
        var details = await CaseDetails.ReadAsync(judged.Reading, tree, cancellationToken);
        var markdown = MarkdownSummary.Render(cases) + MarkdownDetails.Render(gate.Outcome, problems, recommendations, cases);
        (string File, string Text)[] files =
        [
            (HtmlFile, HtmlReport.Render(Header(judged, time), cases, details)),
            (
                MarkdownFile,
                LimitedMarkdown.Cut(
                    markdown,
                    MarkdownBytes,
                    "\nThe rest is left out: a summary of a CI job may have 1 MiB. The other files of analysis/ have it.\n"
                )
            ),
            (
                MarkdownComment.FileName,
                MarkdownComment.Render(gate, cases, problems, recommendations, CiJob.Detect(Environment.GetEnvironmentVariable))
            ),
            (
                JUnitReport.FileName,
                JUnitReport.Render(
                    cases,
                    judged.Unjudged,
                    judged.Contradictions.ToLookup(each => each.Case, each => $"{each}"),
                    gate.FailOnInconclusive,
                    judged.Reading.Runs
                )
            ),
            (CsvFile, CsvExport.Render(cases)),
            (RunsFile, RunsCsv.Render(judged.Tree)),
        ];
        foreach (var (file, text) in files)
            await WriteAsync(folder, file, text, cancellationToken);
        await AnalysisFiles.WriteAsync(folder, judged.Reading, gate, recommendations, cancellationToken);
    }

    private static ReportHeader Header(JudgedTree judged, TimeProvider time) =>
        new()
        {
            Title = "What the tools cost this network",
            GeneratedAt = time.GetUtcNow(),
            Hosts = HostFacts(judged.Reading),
            IsOfLab = judged.Reading.Runs.Values.Any(run =>
                run.Hosts.Values.Any(host =>
                    host.GetValueOrDefault("host")?.StartsWith(SshHost.LabScheme, StringComparison.Ordinal) == true
                )
            ),
            GateOutcome = judged.Gate.Outcome,
            Problems = judged.Problems,
            Recommendations = judged.Recommendations,
        };

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
