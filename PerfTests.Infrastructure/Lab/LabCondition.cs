namespace PerfTests.Infrastructure.Lab;

/// <summary>Who answers for a lab.</summary>
public enum LabCondition
{
    /// <summary>A running process holds the lab: it uses it, raises it, or is taking it down.</summary>
    Owned,

    /// <summary>A named lab that stands on its own.</summary>
    Standing,

    /// <summary>The owner was killed; the next lab that is raised, or <see cref="EmbeddedLab.RemoveAbandonedAsync"/>, removes it.</summary>
    Abandoned,
}
