using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>What a hook may know and use around a run.</summary>
public sealed record RunHookContext : CaseHookContext
{
    internal RunHookContext(SessionHookContext outer, PerfCase perfCase)
        : base(outer, perfCase) { }

    /// <summary>The arm of this run: a tool case has baseline runs too.</summary>
    public required Arm Arm { get; init; }

    public required RunPurpose Purpose { get; init; }

    /// <summary>Absolute path of the run's folder.</summary>
    public required string RunFolder { get; init; }

    /// <summary>Known after the run; null before it, and when the run was cut off.</summary>
    public RunRecord? Record { get; init; }
}
