using PerfTests.Infrastructure.Monitoring.Cpu;

namespace PerfTests.Infrastructure.Monitoring.Counters;

/// <summary>CPU times of a host, from <c>/proc/stat</c>.</summary>
/// <param name="All">All CPUs together.</param>
/// <param name="Cpus">Each CPU that is online, by number; numbers can have gaps.</param>
internal sealed record ProcStat(CpuTicks All, IReadOnlyDictionary<int, CpuTicks> Cpus);
