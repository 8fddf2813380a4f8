namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>A step while it runs: disposing ends it. Passed unless told otherwise.</summary>
internal sealed class AllureStepRecorder : IDisposable
{
    private readonly AllureResultsWriter _writer;
    private readonly Lock _lock = new();
    private readonly List<AllureStepRecorder> _children = [];
    private readonly List<AllureStep> _past = [];
    private readonly List<AllureAttachment> _attachments = [];
    private readonly long _start;
    private readonly string _name;
    private AllureStatus _status = AllureStatus.Passed;
    private AllureStatusDetails? _details;
    private long? _stop;

    internal AllureStepRecorder(AllureResultsWriter writer, string name)
    {
        (_writer, _name) = (writer, name);
        _start = writer.Now;
    }

    /// <summary>Begins a step inside this one.</summary>
    public AllureStepRecorder Step(string name)
    {
        var child = new AllureStepRecorder(_writer, name);
        lock (_lock)
            _children.Add(child);
        return child;
    }

    /// <summary>Adds a step that is over.</summary>
    public void Past(string name, DateTimeOffset start, DateTimeOffset stop)
    {
        var step = new AllureStep
        {
            Name = name,
            Status = AllureStatus.Passed,
            Start = start.ToUnixTimeMilliseconds(),
            Stop = stop.ToUnixTimeMilliseconds(),
        };
        lock (_lock)
            _past.Add(step);
    }

    /// <summary>Marks the step; the first mark that is not a pass stays.</summary>
    public void End(AllureStatus status, AllureStatusDetails? details = null)
    {
        lock (_lock)
        {
            if (_status == AllureStatus.Passed)
                (_status, _details) = (status, details);
        }
    }

    /// <summary>Marks the step as broken by an exception.</summary>
    public void Break(Exception exception) => End(AllureStatus.Broken, AllureStatusDetails.Of(exception));

    /// <summary>Attaches a copy of a file.</summary>
    public void AttachFile(string name, string path, string mediaType) => Add(_writer.AttachFile(name, path, mediaType));

    /// <summary>Attaches a text; <paramref name="extension"/> has its dot.</summary>
    public void AttachText(string name, string text, string extension = ".txt", string mediaType = "text/plain") =>
        Add(_writer.AttachText(name, text, extension, mediaType));

    public void Dispose()
    {
        lock (_lock)
            _stop ??= _writer.Now;
    }

    /// <summary>What was recorded so far; a step that is still running ends now.</summary>
    public AllureStep ToStep()
    {
        lock (_lock)
        {
            return new AllureStep
            {
                Name = _name,
                Status = _status,
                StatusDetails = _details,
                Start = _start,
                Stop = _stop ?? _writer.Now,
                Steps = [.. _past, .. _children.Select(child => child.ToStep())],
                Attachments = [.. _attachments],
            };
        }
    }

    private void Add(AllureAttachment attachment)
    {
        lock (_lock)
            _attachments.Add(attachment);
    }
}
