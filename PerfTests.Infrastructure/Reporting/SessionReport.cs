using System.Text;
using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Results;

namespace PerfTests.Infrastructure.Reporting;

/// <summary>What a session leaves for its readers: summaries, the HTML page, the Markdown and CSV tables, and the gate's own tally.</summary>
internal static class SessionReport
{
    public const string AnalysisFolder = "analysis";
    public const string HtmlFile = "report.html";

    /// <summary>Writes everything, and returns the table for the console.</summary>
    /// <param name="caseNames">Cases of the session; null takes every case that the tree holds.</param>
    /// <param name="failOnInconclusive">Whether Inconclusive closes the gate.</param>
    public static async Task<string> WriteAsync(
        string resultDir, IReadOnlyCollection<string>? caseNames, bool failOnInconclusive, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new CaseStore(new ResultTree(resultDir));
        var summaryProblems = await new SummaryChain(store).WriteAllAsync(cancellationToken);
        var read = await store.ReadCasesAsync(cancellationToken);
        IReadOnlyList<CaseResult> cases = [.. read.Items.Where(result => caseNames?.Contains(result.Verdict.Case) ?? true)];
        var gate = Gate.Of(cases.Select(result => result.Verdict), failOnInconclusive);
        var header = new ReportHeader
        {
            Title = "What the tools cost this network",
            GeneratedAt = time.GetUtcNow(),
            Hosts = await HostFactsAsync(store, cases, cancellationToken),
            GateOutcome = $"{gate}; the gate is {(gate.IsOpen ? "open" : "closed")}",
            Problems = [.. summaryProblems.Concat(read.Problems).Select(problem => $"{problem.Path}: {problem.Message}").Distinct()],
        };
        var folder = Path.Combine(store.Tree.Root, AnalysisFolder);
        await WriteAsync(folder, HtmlFile, HtmlReport.Render(header, cases), cancellationToken);
        await WriteAsync(folder, "summary.md", MarkdownSummary.Render(cases), cancellationToken);
        await WriteAsync(folder, "cases.csv", CsvExport.Render(cases), cancellationToken);
        await SessionOutcome.WriteAsync(resultDir, new SessionOutcome(gate.ExitCode, gate.ToString(), time.GetUtcNow()), cancellationToken);
        return $"{ConsoleTable.Render(cases)}{Environment.NewLine}Report: {Path.Combine(folder, HtmlFile)}";
    }

    /// <summary>Facts by host id, from the fingerprint of each case's last run.</summary>
    private static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> HostFactsAsync(
        CaseStore store, IReadOnlyList<CaseResult> cases, CancellationToken cancellationToken)
    {
        var facts = new SortedDictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var run in cases.Select(result => result.Rounds.LastOrDefault(round => round.DroppedBecause is null)?.BaselineAfter).OfType<string>())
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
