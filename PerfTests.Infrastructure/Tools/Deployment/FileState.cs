namespace PerfTests.Infrastructure.Tools.Deployment;

/// <summary>One file here, compared with the same path on a host.</summary>
internal enum FileState
{
    Same,

    /// <summary>Both have it, with different content or one of them not executable.</summary>
    Changed,

    /// <summary>Only this machine has it.</summary>
    Missing,

    /// <summary>Only the host has it.</summary>
    HostOnly,
}
