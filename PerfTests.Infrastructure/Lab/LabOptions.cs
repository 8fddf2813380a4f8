namespace PerfTests.Infrastructure.Lab;

/// <summary>How an embedded lab is raised.</summary>
public sealed record LabOptions
{
    /// <summary>
    /// Null for a lab that lives as long as the <see cref="EmbeddedLab"/> that raised it. A name
    /// for a lab that stands until <see cref="EmbeddedLab.TakeDownAsync"/> or a reboot.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Clock of the lab's <see cref="LabStatus.Since"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal LabTopology Topology { get; init; } = LabTopology.Default;
}
