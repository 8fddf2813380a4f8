namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>A monitor that gave nothing in a run, or not all that it should.</summary>
/// <param name="Program">Its program, such as <c>iostat</c>.</param>
/// <param name="Reason">Why, such as that the host has no such program.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record MissingMonitor(string Program, string Reason, string Remedy)
{
    /// <summary>Whether runs are meant to do without it: many hosts cannot have it.</summary>
    public bool IsOptional { get; init; }
}
