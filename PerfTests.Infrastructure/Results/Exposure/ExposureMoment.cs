namespace PerfTests.Infrastructure.Results.Exposure;

/// <summary>When a tool's presence was proven.</summary>
public enum ExposureMoment
{
    /// <summary>In the run before the first round.</summary>
    Start,

    /// <summary>In the run after the last round.</summary>
    End,
}
