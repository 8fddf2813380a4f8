using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Monitoring.Formats;

/// <summary>The command whose output <see cref="PerfStatParser"/> reads.</summary>
internal static class PerfStatCommand
{
    /// <param name="seconds">How long it counts unless it is ended before.</param>
    /// <remarks>Its rows tell the time since perf began, which the clock of the program that it starts then tells.</remarks>
    public static string Of(IEnumerable<string> events, int seconds) =>
        $"perf stat -a -x, -I 100 --log-fd 1 -e {ShellWord.Quote(string.Join(',', events))} -- sh -c 'date +%s.%N; exec sleep {seconds}'";
}
