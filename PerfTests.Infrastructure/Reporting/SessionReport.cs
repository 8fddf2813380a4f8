using System.Text;
using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>What a session leaves for its readers: summaries, the HTML page, the Markdown and CSV tables, and the gate's own tally.</summary>
internal static class SessionReport
{
    public const string AnalysisFolder = "analysis";
    public const string HtmlFile = "report.html";

    private const string MarkdownFile = "summary.md";
    private const string CsvFile = "cases.csv";

    /// <summary>
    /// Takes an earlier session's reports away, so that nobody reads them as those of a session that was killed. They can be
    /// rebuilt from the result tree.
    /// </summary>
    public static void Discard(string resultDir)
    {
        var folder = Path.Combine(resultDir, AnalysisFolder);
        if (!Directory.Exists(folder))
            return;
        foreach (var file in (string[])[HtmlFile, MarkdownFile, CsvFile])
            File.Delete(Path.Combine(folder, file));
    }

    /// <summary>Writes everything, and returns the table for the console.</summary>
    /// <param name="session">
    /// The session's cases; null takes every case that the tree holds, and leaves the last session's outcome as it is.
    /// </param>
    /// <param name="failOnInconclusive">Whether Inconclusive closes the gate.</param>
    public static async Task<string> WriteAsync(
        string resultDir, SessionCases? session, bool failOnInconclusive, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new CaseStore(new ResultTree(resultDir));
        var summaryProblems = await new SummaryChain(store).WriteAllAsync(cancellationToken);
        var read = await store.ReadCasesAsync(cancellationToken);
        IReadOnlyList<CaseResult> cases = [.. read.Items.Where(result => session?.Judged.Contains(result.Verdict.Case) ?? true)];
        var unjudged = session is null
            ? read.Problems.Select(problem => problem.Path[..problem.Path.LastIndexOf('/')]).ToHashSet()
            : session.Selected.Except(cases.Select(result => result.Verdict.Case)).ToHashSet();
        var gate = Gate.Of(cases.Select(result => result.Verdict), failOnInconclusive, unjudged.Count);
        var header = new ReportHeader
        {
            Title = "What the tools cost this network",
            GeneratedAt = time.GetUtcNow(),
            Hosts = await HostFactsAsync(store, cases, cancellationToken),
            GateOutcome = $"{gate}; the gate is {(gate.IsOpen ? "open" : "closed")}",
            Problems =
            [
                .. summaryProblems.Concat(read.Problems).Select(problem => $"{problem.Path}: {problem.Message}").Distinct(),
                .. unjudged.Order(StringComparer.Ordinal).Select(name => $"{name} has no verdict: the gate is closed for that alone"),
            ],
        };
        var folder = Path.Combine(store.Tree.Root, AnalysisFolder);
        await WriteAsync(folder, HtmlFile, HtmlReport.Render(header, cases), cancellationToken);
        await WriteAsync(folder, MarkdownFile, MarkdownSummary.Render(cases), cancellationToken);
        await WriteAsync(folder, CsvFile, CsvExport.Render(cases), cancellationToken);
        if (session is not null)
            await SessionOutcome.WriteAsync(resultDir, new SessionOutcome(gate.ExitCode, gate.ToString(), time.GetUtcNow()), cancellationToken);
        return $"{ConsoleTable.Render(cases)}{Environment.NewLine}Report: {Path.Combine(folder, HtmlFile)}";
    }

    /// <summary>Facts by host id, from the fingerprint of each case's last run.</summary>
    private static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> HostFactsAsync(
        CaseStore store, IReadOnlyList<CaseResult> cases, CancellationToken cancellationToken)
    {
        var facts = new SortedDictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var run in cases.Select(result => result.Rounds.LastOrDefault(round => round.DroppedBecause is null)).Select(round => round?.BaselineAfter ?? round?.Middle).OfType<string>())
        {
            var fingerprint = (await store.ReadFingerprintAsync(run, cancellationToken)).Items;
            foreach (var host in fingerprint.SelectMany(found => found.Hosts.Values))
                facts[host.GetValueOrDefault("host_id", "unknown")] = host;
        }
        return facts;
    }

    private static Task WriteAsync(string folder, string file, string text, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(
            Path.Combine(folder, file), (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), token).AsTask(), cancellationToken);
}
