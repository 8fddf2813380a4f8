using PerfTests.Infrastructure.Results.Baselines;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>Allure's view of one session: a result for each selected case, also for those that never ran, and its hooks.</summary>
/// <remarks>This is the seam for Allure.NUnit: it would take the place of this type and of <see cref="AllureCase"/>.</remarks>
internal sealed class AllureSession
{
    public const string Folder = "allure-results";

    private readonly AllureResultsWriter _writer;
    private readonly Dictionary<string, AllureCase> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Fingerprint> _fingerprints = new(StringComparer.Ordinal);
    private readonly List<AllureStep> _befores = [];
    private readonly List<AllureStep> _afters = [];
    private readonly long _start;
    private readonly Stack<AllureStepRecorder> _running = new();

    /// <summary>
    /// Starts with an empty folder: history lives in the generated report, and an older run's results would count as retries.
    /// </summary>
    public AllureSession(string resultDir, TimeProvider time)
    {
        _writer = new AllureResultsWriter(Path.Combine(resultDir, Folder), time);
        foreach (var pattern in (string[])["*-result.json", "*-container.json", "*-perf.json", "*-attachment.*", "environment.properties"])
        {
            foreach (var file in Directory.EnumerateFiles(_writer.Folder, pattern))
                ResultStorageException.Guard(_writer.Folder, () => File.Delete(file));
        }
        _start = _writer.Now;
        _writer.Write(AllureCategory.All);
        _writer.Write(
            AllureExecutor.Of(CiJob.Detect(System.Environment.GetEnvironmentVariable), System.Environment.MachineName, time.GetUtcNow())
        );
    }

    /// <summary>A case begins.</summary>
    public AllureCase Begin(string caseName)
    {
        var recorder = new AllureCase(_writer, caseName, AllureLabels.OfPlace(System.Environment.MachineName, "1"));
        _cases[caseName] = recorder;
        return recorder;
    }

    /// <summary>Runs the hook before all cases and keeps its time, or its failure.</summary>
    public Task BeforeAsync(string name, Func<Task> hook) => HookAsync(_befores, name, hook);

    /// <summary>Runs the hook after all cases and keeps its time, or its failure.</summary>
    public Task AfterAsync(string name, Func<Task> hook) => HookAsync(_afters, name, hook);

    /// <summary>A step of the hook that runs at the moment; null when none does.</summary>
    public AllureStepRecorder? HookStep(string name) => _running.TryPeek(out var hook) ? hook.Step(name) : null;

    /// <summary>What an environment was measured under, for the report's first page.</summary>
    public void Describe(string environment, Fingerprint fingerprint) => _fingerprints[environment] = fingerprint;

    /// <summary>
    /// Writes the session's container and figures, and a result for each selected case that has none: a missing case would look like a
    /// smaller matrix.
    /// </summary>
    /// <param name="reason">Why cases did not run.</param>
    public void Finish(IEnumerable<string> selectedCases, AllureStatus notRun, string reason)
    {
        foreach (var name in selectedCases.Where(name => !_cases.ContainsKey(name)))
            Begin(name).Finish(notRun, new AllureStatusDetails(reason));
        _writer.Write(
            new AllureContainer
            {
                Uuid = AllureResultsWriter.NewUuid(),
                Name = "session",
                Children = [.. _cases.Values.Select(recorder => recorder.Uuid)],
                Befores = _befores,
                Afters = _afters,
                Start = _start,
                Stop = _writer.Now,
            }
        );
        _writer.Write([.. _cases.Values.SelectMany(recorder => recorder.Metrics)]);
        _writer.WriteEnvironment(AllureEnvironment.Of(_fingerprints));
    }

    private async Task HookAsync(List<AllureStep> steps, string name, Func<Task> hook)
    {
        using var step = new AllureStepRecorder(_writer, name);
        _running.Push(step);
        try
        {
            await hook();
        }
        catch (Exception exception)
        {
            step.Break(exception);
            throw;
        }
        finally
        {
            _running.Pop();
            step.Dispose();
            steps.Add(step.ToStep());
        }
    }
}
