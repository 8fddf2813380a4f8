namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>A monitor as it is started on one host.</summary>
/// <param name="Kind">What it samples.</param>
/// <param name="File">Name of the log that keeps what it prints.</param>
/// <param name="Program">Its program.</param>
/// <param name="Command">Its command line for a shell; <c>$processes</c> in it is the list of the tool's process ids, with commas.</param>
internal sealed record Collector(CollectorKind Kind, string File, MonitorProgram Program, string Command)
{
    /// <summary>Time between its rows, in seconds.</summary>
    public required int IntervalSeconds { get; init; }
}
