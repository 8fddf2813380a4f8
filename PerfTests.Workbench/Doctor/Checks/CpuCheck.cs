using System.Globalization;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>What makes equal loads differ: frequency governor, a busy host, stolen time, little memory.</summary>
internal sealed class CpuCheck : IHostCheck
{
    private static readonly ShellScript Look = new(typeof(CpuCheck), "cpu.sh");

    private const double BusyShare = 0.3;
    private const double StealPercent = 1;
    private const double LeastMemoryMegabytes = 200;

    public string Subject => "CPU and memory";

    public string LoginScript(HostNeeds needs) => Look.Text;

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        yield return Frequency(host);
        yield return Load(host);
        if (StolenPercent(host.Login.All("ticks")) is { } stolen)
        {
            var found = $"{stolen:F1} % of half a second";
            yield return stolen > StealPercent
                ? host.Warn(
                    "steal",
                    $"{found} went to other guests of the same machine",
                    "give the guest CPUs of its own, or measure when the others are quiet"
                )
                : host.Ok("steal", found);
        }
        if (host.Login.Number("memory kB") is { } kilobytes)
        {
            var found = $"{kilobytes / 1024:F0} MB available";
            yield return kilobytes / 1024 < LeastMemoryMegabytes
                ? host.Warn("memory", found, "end what fills the memory: a host that swaps measures its disk")
                : host.Ok("memory", found);
        }
    }

    /// <summary>Share of stolen ticks between two first lines of <c>/proc/stat</c>; null when they do not tell.</summary>
    internal static double? StolenPercent(IReadOnlyList<string> ticks)
    {
        if (ticks.Count != 2 || Fields(ticks[0]) is not { } before || Fields(ticks[1]) is not { } after)
            return null;
        // Guest ticks, behind the eighth column, are in user and nice already.
        var total = after.Take(8).Sum() - before.Take(8).Sum();
        return total <= 0 ? null : 100.0 * Math.Max(0, after[7] - before[7]) / total;

        static double[]? Fields(string line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 9 || words[0] != "cpu")
                return null;
            double[] numbers =
            [
                .. words
                    .Skip(1)
                    .Select(word =>
                        double.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : double.NaN
                    ),
            ];
            return numbers.Any(double.IsNaN) ? null : numbers;
        }
    }

    private static CheckResult Frequency(ProbedHost host)
    {
        var governors = host.Login.All("governor");
        var turbo = host.Login["no_turbo"] == "0" || host.Login["boost"] == "1" ? ", turbo on" : "";
        var smt = host.Login["smt"] == "1" ? ", SMT on" : "";
        if (governors.Count == 0)
            return host.Ok("cpu frequency", $"{host.Login["cpus"] ?? "?"} CPUs, no governor to set{turbo}{smt}");
        var found = $"governor {string.Join(", ", governors)}{turbo}{smt}";
        return governors.Any(governor => governor != "performance")
            ? host.Warn("cpu frequency", found, "cpupower frequency-set -g performance")
            : host.Ok("cpu frequency", found);
    }

    private static CheckResult Load(ProbedHost host)
    {
        if (host.Login.Number("load1") is not { } load || host.Login.Number("cpus") is not { } cpus || cpus < 1)
            return host.Skipped("load", "the load average could not be read");
        var found = $"load average {load:F2} on {cpus} CPUs";
        return load > BusyShare * cpus
            ? host.Warn("load", $"{found}: a busy host measures badly", "end what runs there, or wait")
            : host.Ok("load", found);
    }
}
