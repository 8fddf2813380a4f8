using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Results.Baselines;

/// <summary>What of a host must be the same in all runs of a round.</summary>
internal sealed record HostConditions
{
    public required string HostId { get; init; }

    /// <summary>
    /// Sum of the frequencies up to which the CPUs may go, in kHz, when the load had ended; null where the host does not tell.
    /// </summary>
    public double? FrequencyCeiling { get; init; }

    /// <summary>BPF programs that are not the tool's, when the load had ended; null where the host does not tell.</summary>
    public IReadOnlyList<LoadedProgram>? ForeignPrograms { get; init; }
}
