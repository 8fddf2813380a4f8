namespace PerfTests.Infrastructure.Configuration.Hooks;

/// <summary>When a hook runs, seen from its level.</summary>
public enum HookKind
{
    /// <summary>Before what the level holds.</summary>
    Init,

    /// <summary>After it, whatever became of it.</summary>
    Post,

    /// <summary>Beside it, from its start to its end.</summary>
    Custom,
}
