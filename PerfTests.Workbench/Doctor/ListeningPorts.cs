using System.Globalization;
using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor;

/// <summary>Ports of a host that somebody has, as its kernel lists them; no program is needed to see them.</summary>
internal static class ListeningPorts
{
    /// <summary>Shell text that prints two answers, <c>tcp ports</c> and <c>udp ports</c>, in hexadecimal.</summary>
    public const string Script = """
        ports() { awk -v state="$1" 'FNR > 1 && (state == "" || $4 == state) { n = split($2, part, ":"); print part[n] }' "/proc/net/$2" "/proc/net/${2}6" 2>/dev/null | sort -u | tr '\n' ' '; }
        fact 'tcp ports' "$(ports 0A tcp)"
        fact 'udp ports' "$(ports '' udp)"

        """;

    public static IReadOnlySet<int> Tcp(ProbeAnswers answers) => Read(answers["tcp ports"]);

    public static IReadOnlySet<int> Udp(ProbeAnswers answers) => Read(answers["udp ports"]);

    /// <summary>The first of as many neighbouring ports that nobody has.</summary>
    /// <param name="step">Distance of one proposal from the next.</param>
    /// <returns>Null when there is no such place below the ports that kernels give to clients.</returns>
    public static int? FirstFree(int from, int count, IReadOnlySet<int> taken, int step = 1)
    {
        const int Ephemeral = 32768;
        for (var first = from; first + count <= Ephemeral; first += step)
        {
            if (!Enumerable.Range(first, count).Any(taken.Contains))
                return first;
        }
        return null;
    }

    private static HashSet<int> Read(string? ports) =>
        [
            .. (ports ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(hex => int.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port) ? port : 0)
                .Where(port => port is > 0 and < 65536),
        ];
}
