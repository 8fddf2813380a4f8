using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Workloads;

/// <summary>One load generator: how its command asks for readable output, and how that output is read.</summary>
public interface ILoadProgram
{
    /// <summary>Name of the program in a command template: <c>iperf3</c>, <c>netperf</c>, <c>ping</c>.</summary>
    string Program { get; }

    /// <summary>
    /// The client's command with what the parser needs added to it, such as iperf3's <c>-J</c>; unchanged if it is there.
    /// </summary>
    CommandTemplate Prepare(CommandTemplate clientCommand);

    /// <summary>File extension of the raw client output: <c>json</c>, <c>csv</c>, <c>txt</c>.</summary>
    string OutputExtension { get; }

    /// <summary>Whether its report has the CPU of both ends, over the load alone.</summary>
    bool ReportsCpu => false;

    /// <summary>
    /// Whether its server serves one load after the other and prints nothing of any, so that one server may serve the runs of a case.
    /// </summary>
    bool ServerStays => false;

    /// <summary>Reads one client process.</summary>
    /// <param name="exitCode">Exit code of the process; it can be 0 although the load failed.</param>
    /// <param name="standardOutput">Its standard output, whole.</param>
    /// <param name="standardError">Its standard error, whole.</param>
    /// <param name="plannedSeconds">
    /// Duration that was asked for, for <see cref="LoadResult.MissingPercent"/>; null where an amount was.
    /// </param>
    /// <param name="plannedAmount">Amount that was asked for, in what the command counts; null where a time was.</param>
    /// <exception cref="LoadFailedException">The output does not prove a complete load; the message says why.</exception>
    LoadResult Parse(int exitCode, string standardOutput, string standardError, double? plannedSeconds, int? plannedAmount = null);
}
