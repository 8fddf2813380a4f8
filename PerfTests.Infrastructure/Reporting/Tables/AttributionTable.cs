using PerfTests.Infrastructure.Reporting.Wording;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Reporting.Tables;

/// <summary>A case's attribution as rows of text, the same in every report.</summary>
internal static class AttributionTable
{
    public static IReadOnlyList<string> Head { get; } = ["Where the extra CPU goes", "% of a core", "share", "detail"];

    public static IEnumerable<IReadOnlyList<string>> Rows(CaseAttribution attribution)
    {
        foreach (var program in attribution.Programs)
            yield return
            [
                $"program {program.Name}, {program.Role}",
                Number(program.Percent),
                Share(program.Percent),
                $"{program.CallsPerSecond:#,0} calls/s of {program.NanosecondsPerCall:0} ns",
            ];
        yield return ["the tool's processes", Number(attribution.ToolProcessesPercent), Share(attribution.ToolProcessesPercent), ""];
        yield return
        [
            "remainder",
            Number(attribution.RemainderPercent),
            Share(attribution.RemainderPercent),
            "entering probes, caches, offloads; the error of the whole is in it",
        ];
        yield return ["extra CPU of the traffic", Interval(attribution.Extra), "", Each(attribution)];
        foreach (var (roles, host) in attribution.Hosts)
            yield return
            [
                $"whole machine: {roles}",
                Interval(host.Busy),
                "",
                $"user {Number(host.User.Percent)}, system {Number(host.System.Percent)}, softirq {Number(host.SoftIrq.Percent)}, "
                    + $"outside of processes {Number(host.OutsideTasks?.Percent)}; "
                    + string.Join(", ", host.Cores.Select(core => $"core {core.Key} {Number(core.Value.Percent)}")),
            ];

        string Share(double? percent) =>
            percent is { } part && attribution.Extra.Percent > 0 && attribution.Extra.Low > 0
                ? $"{(100 * part / attribution.Extra.Percent).ToString("0")} %"
                : "";
    }

    /// <summary>What the tool took besides CPU, in one sentence; null when it is not known.</summary>
    public static string? Footprint(CaseAttribution attribution)
    {
        if (attribution.Footprint is not { } used)
            return null;
        var left = used.Left.Count == 0 ? "Nothing was left behind." : $"Left behind: {string.Join("; ", used.Left)}.";
        return $"Ready after {used.StartSeconds:0.00} s ({Seconds(used.StartCpuSeconds)} of CPU), gone after "
            + $"{used.StopSeconds:0.00} s; memory of its processes {Bytes(used.PeakResidentBytes)} at most "
            + $"({Bytes(used.ProportionalBytes)} with shared pages divided), of its maps {Bytes(used.MapBytes)}, of its programs "
            + $"{Bytes(used.ProgramBytes)}; wrote {Bytes(used.WrittenBytes)} to disks while a load ran and printed "
            + $"{Bytes(used.PrintedBytes)}. {left}";
    }

    private static string Each(CaseAttribution attribution) =>
        string.Join(
            ", ",
            new[]
            {
                attribution.NanosecondsPerPacket is { } packet ? $"{Number(packet)} ns for each packet" : null,
                attribution.CpuSecondsPerGigabyte is { } gigabyte ? $"{Number(gigabyte)} CPU seconds for each gigabyte" : null,
                attribution.NanosecondsPerTransaction is { } transaction ? $"{Number(transaction)} ns for each transaction" : null,
            }.OfType<string>()
        );

    private static string Interval(CpuInterval cpu) =>
        cpu is { Low: { } low, High: { } high } ? $"{Number(cpu.Percent)} ({Number(low)} to {Number(high)})" : Number(cpu.Percent);

    private static string Number(double? value) =>
        value is not { } number || !double.IsFinite(number) ? UnitScale.Missing
        : Math.Abs(number) >= 100 ? number.ToString("0")
        : number.ToString(Math.Abs(number) >= 1 ? "0.0" : "0.00");

    private static string Seconds(double? seconds) => seconds is { } known ? $"{known:0.00} s" : "unknown";

    private static string Bytes(double? bytes) =>
        bytes switch
        {
            null => "unknown",
            >= 1024 * 1024 => $"{(bytes.Value / 1024 / 1024).ToString("0.0")} MiB",
            >= 1024 => $"{(bytes.Value / 1024).ToString("0.0")} KiB",
            _ => $"{bytes.Value:0} B",
        };
}
