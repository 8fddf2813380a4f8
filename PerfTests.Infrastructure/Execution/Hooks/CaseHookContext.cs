using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>What a hook may know and use around a case.</summary>
public record CaseHookContext : EnvironmentHookContext
{
    internal CaseHookContext(SessionHookContext outer, PerfCase perfCase)
        : base(outer, perfCase.Environment) => Case = perfCase;

    public PerfCase Case { get; }

    /// <summary>Known after the case; null before it, and when the case was cut off before it could be judged.</summary>
    public CaseVerdict? Verdict { get; init; }
}
