using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests;

/// <summary>Notices that the test host was left alone: its runner, or the <c>dotnet test</c> above that, has ended.</summary>
/// <remarks>
/// SIGTERM ends <c>dotnet test</c> at once, with exit code 0, and its test host would drive load on until the last case. Nothing
/// tells it, but Linux gives the children of a process that ended to another one, so their parent changes.
/// </remarks>
internal sealed class OrphanWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly int _processId;
    private readonly int _parent;
    private readonly int? _grandparent;
    private readonly Action _orphaned;
    private int _told;
    private readonly ITimer _timer;

    /// <param name="processId">The test host.</param>
    /// <param name="orphaned">Called once.</param>
    public OrphanWatch(int processId, Action orphaned, TimeProvider time)
    {
        (_processId, _orphaned) = (processId, orphaned);
        _parent = ParentOf(processId) ?? 0;
        // Whoever starts the runner itself, such as a shell, may leave it running on purpose.
        _grandparent = ParentOf(_parent) is { } above && IsDotnet(above) ? above : null;
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (_parent > 0)
            _timer.Change(Period, Period);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (!HasChanged(_processId, _parent) && !(_grandparent is { } above && HasChanged(_parent, above)))
            return;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // On a busy machine a look may begin before the one before it has ended.
        if (Interlocked.Exchange(ref _told, 1) == 0)
            _orphaned();
    }

    private static bool HasChanged(int processId, int parent) => ParentOf(processId) is { } now && now != parent;

    private static bool IsDotnet(int processId) => ProcessStat.Here(processId)?.Name == "dotnet";

    private static int? ParentOf(int processId) => ProcessStat.Here(processId)?.ParentId;
}
