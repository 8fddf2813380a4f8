namespace PerfTests.Infrastructure.Results.Exposure;

/// <summary>What is asked of a tool for its runs to count. The rules are told in <c>docs/explanation/exposure.md</c>.</summary>
public enum ExposureRule
{
    /// <summary>The process lived to the end of the load, with the programs that it began with.</summary>
    Alive,

    /// <summary>It held the number of programs that is expected.</summary>
    Programs,

    /// <summary>It held the programs of a type or a name that are expected.</summary>
    ProgramKinds,

    /// <summary>No more of its programs were attached to nothing than are allowed.</summary>
    Unattached,

    /// <summary>No more of its programs never ran than are allowed.</summary>
    Idle,

    /// <summary>The interface whose packets are counted carried the load.</summary>
    Interface,

    /// <summary>Its busiest program ran in proportion to the packets of the load.</summary>
    RunsPerPacket,

    /// <summary>Every program that is bound to an interface ran for the packets of that interface, which carried the load.</summary>
    Bound,

    /// <summary>Its programs ran a least number of times.</summary>
    Runs,

    /// <summary>It lost no more events than are allowed.</summary>
    LostEvents,

    /// <summary>It printed no warning of an attach that failed.</summary>
    Warnings,

    /// <summary>It printed what proves that it worked.</summary>
    Output,

    /// <summary>
    /// Its busiest program ran after the rounds as often as before them; measured only where that program sees the whole kernel.
    /// </summary>
    RunsChange,

    /// <summary>No program that ran in proportion to the packets before the rounds was idle after them.</summary>
    Stopped,
}
