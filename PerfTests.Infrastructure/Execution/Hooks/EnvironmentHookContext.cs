using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>What a hook may know and use around an environment.</summary>
public record EnvironmentHookContext : SessionHookContext
{
    internal EnvironmentHookContext(SessionHookContext outer, TestEnvironment environment)
        : base(outer) => Environment = environment;

    public TestEnvironment Environment { get; }
}
