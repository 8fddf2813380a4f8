using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Configuration;

/// <summary>Finds how long a load lasts in a client command that states it as a number.</summary>
internal static partial class ClientDuration
{
    /// <summary>Seconds given to iperf3's -t, netperf's -l or ping's -w; null when the command states none.</summary>
    public static int? Stated(string command)
    {
        var program = Program().Match(command);
        if (!program.Success)
            return null;
        // netperf's options for the test itself follow "--", where -l would mean something else
        var options = command[program.Index..].Split(" -- ", 2)[0];
        var pattern = program.Groups["name"].Value switch
        {
            "iperf3" => Iperf3(),
            "netperf" => Netperf(),
            _ => Ping(),
        };
        return pattern.Match(options) is { Success: true } stated
            && int.TryParse(stated.Groups["seconds"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0 ? seconds : null;
    }

    [GeneratedRegex(@"(^|[\s/])(?<name>iperf3|netperf|ping)\s", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Program();

    [GeneratedRegex(@"\s(-t\s*|--time[\s=])(?<seconds>\d+)(?=\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Iperf3();

    [GeneratedRegex(@"\s-l\s*(?<seconds>\d+)(?=\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Netperf();

    [GeneratedRegex(@"\s-w\s*(?<seconds>\d+)(?=\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ping();
}
