using PerfTests.Infrastructure.Reporting.Html;
using PerfTests.Infrastructure.Reporting.Markdown;
using PerfTests.Infrastructure.Reporting.Svg;
using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>
/// Collects what Allure shows of a case while it runs, and writes the result when it ends. Safe to use from several threads.
/// </summary>
/// <param name="writer">The results folder.</param>
/// <param name="caseName">The case's name, which its ids and labels come from.</param>
/// <param name="place">Labels of host and thread.</param>
internal sealed class AllureCase(AllureResultsWriter writer, string caseName, IReadOnlyList<AllureLabel>? place = null) : IDisposable
{
    private readonly AllureStepRecorder _root = new(writer, caseName);
    private readonly IReadOnlyList<AllureLabel> _labels = [.. AllureLabels.OfCase(caseName), .. place ?? []];
    private bool _finished;

    /// <summary>Id of this run of the case, for containers.</summary>
    public string Uuid { get; } = AllureResultsWriter.NewUuid();

    /// <summary>Numbers to follow over runs; empty until the case has its verdict.</summary>
    public IReadOnlyList<AllureMetric> Metrics { get; private set; } = [];

    public AllureStepRecorder Step(string name) => _root.Step(name);

    public void AttachFile(string name, string path, string mediaType) => _root.AttachFile(name, path, mediaType);

    public void AttachText(string name, string text, string extension = ".txt", string mediaType = "text/plain") =>
        _root.AttachText(name, text, extension, mediaType);

    /// <summary>Ends the case with its verdict; attaches a chart of the rounds per judged metric.</summary>
    public AllureTestResult Finish(CaseResult result, bool inconclusiveFails = false, IReadOnlyList<AllureLink>? links = null)
    {
        var reported = new ReportedCase(result);
        foreach (var metric in reported.Shown)
        {
            if (RoundsChart.Standalone(result.Rounds, metric.Name, metric.Unit) is { } chart)
                AttachText($"{OverheadText.TitleOf(metric)} by round", chart, ".svg", "image/svg+xml");
        }
        if (result.Verdict.Metrics.Count > 0)
            AttachText("figures of all metrics", AllureFigures.Csv(result.Verdict), ".csv", AllureFigures.MediaType);
        if (result.Verdict.Attribution is { } attribution)
        {
            var page = new MarkupWriter();
            AttributionSection.Write(page, attribution);
            AttachText("where the CPU goes", page.ToString(), ".html", "text/html");
        }
        var written = Finish(
            AllureVerdict.Status(result.Verdict.Verdict, inconclusiveFails),
            AllureVerdict.Details(result.Verdict),
            AllureParameters.Of(reported),
            links,
            reported.Sentence
        );
        Metrics = AllureMetric.Of(reported, written);
        return written;
    }

    /// <summary>Ends a case that has no verdict, such as one whose set-up failed or that was not run.</summary>
    public AllureTestResult Finish(AllureStatus status, AllureStatusDetails? details = null) => Finish(status, details, [], null, null);

    private AllureTestResult Finish(
        AllureStatus status,
        AllureStatusDetails? details,
        IReadOnlyList<AllureParameter> parameters,
        IReadOnlyList<AllureLink>? links,
        string? description
    )
    {
        _root.Dispose();
        var recorded = _root.ToStep();
        var result = new AllureTestResult
        {
            Uuid = Uuid,
            TestCaseId = AllureIds.TestCase(caseName),
            HistoryId = AllureIds.History(caseName, parameters),
            FullName = caseName,
            Name = caseName,
            Status = status,
            StatusDetails = details,
            Start = recorded.Start,
            Stop = recorded.Stop,
            // Allure renders it as Markdown, HTML included.
            Description = description is null ? null : MarkdownSummary.Escape(description),
            Labels = _labels,
            Parameters = parameters,
            Links = links ?? [],
            Steps = recorded.Steps,
            Attachments = recorded.Attachments,
        };
        writer.Write(result);
        _finished = true;
        return result;
    }

    /// <summary>Writes a case that nobody finished too, as one of unknown outcome.</summary>
    public void Dispose()
    {
        if (!_finished)
            Finish(AllureStatus.Unknown, new AllureStatusDetails("The case ended without a verdict."));
        _root.Dispose();
    }
}
