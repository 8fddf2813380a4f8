namespace PerfTests.Infrastructure.Analysis.Resources;

/// <summary>
/// One resource in both arms: means over the runs of valid rounds that measured it. What no run measured is absent, never zero.
/// </summary>
internal sealed record ResourceFigure
{
    /// <summary>
    /// <c>server</c>, <c>client</c>, <c>tool_host</c>; <c>tool</c> for the tool's own processes; <c>load_client</c>, <c>load_server</c> for
    /// the load's.
    /// </summary>
    public required string Of { get; init; }

    public required string Quantity { get; init; }

    public required string Unit { get; init; }

    public required double? Baseline { get; init; }

    public required double? Ebpf { get; init; }

    public required int BaselineRuns { get; init; }

    public required int EbpfRuns { get; init; }

    /// <summary>eBPF arm minus baseline arm, in <see cref="Unit"/>.</summary>
    public double? Change => Ebpf - Baseline;

    /// <summary>The change in percent of the baseline; null where the baseline is zero or unknown.</summary>
    public double? ChangePercent => Baseline > 0 ? 100 * Change / Baseline : null;
}
