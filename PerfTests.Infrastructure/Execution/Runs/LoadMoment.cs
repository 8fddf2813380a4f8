namespace PerfTests.Infrastructure.Execution.Runs;

/// <summary>A moment at which a run looks at the tool.</summary>
internal enum LoadMoment
{
    /// <summary>Servers listen, the client has not started.</summary>
    Before,

    /// <summary>The client has ended.</summary>
    After,
}
