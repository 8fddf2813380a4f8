namespace PerfTests.Infrastructure.Configuration.Hooks;

/// <summary>What a hook is run around, the widest first.</summary>
public enum HookLevel
{
    /// <summary>All selected cases: from the moment the hosts are leased until they are given back.</summary>
    Session,

    /// <summary>The selected cases of one environment: from the first of them until the last has run, with others in between.</summary>
    Environment,

    /// <summary>One case: all of its rounds.</summary>
    Case,

    /// <summary>One run: before its tool starts until after the tool was stopped.</summary>
    Run,
}
