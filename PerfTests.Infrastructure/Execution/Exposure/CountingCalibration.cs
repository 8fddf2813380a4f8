using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Statistics;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>
/// Finds what a host's kernel adds to the time of each program run that it counts, once for each host of a session: a program that does
/// nothing is run many times, and what is counted for it is the counting.
/// </summary>
internal sealed class CountingCalibration
{
    // The kernel counts a clock read and a call at least, and nobody would count if they took longer.
    private const double MostNanoseconds = 100_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly string Script = EmbeddedText.Beside(typeof(CountingCalibration), "counting_cost.py");

    private readonly Dictionary<string, CountingCost?> _byHost = new(StringComparer.Ordinal);

    /// <param name="python">Interpreter on the host.</param>
    /// <returns>Null where the host cannot tell: no python, not root, a kernel before 5.8. No run fails of that.</returns>
    public async Task<CountingCost?> OfAsync(IRemoteHost host, string python, CancellationToken cancellationToken)
    {
        if (_byHost.TryGetValue(host.Id, out var known))
            return known;
        return _byHost[host.Id] = await MeasureAsync(host, python, cancellationToken);
    }

    /// <summary>Reads what the script printed: nanoseconds and runs of a batch on each line.</summary>
    /// <returns>Null where it is not that.</returns>
    internal static CountingCost? Parse(string output)
    {
        // A line that is cut off may still be a number.
        if (!output.EndsWith('\n'))
            return null;
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<double> batches = [.. lines.Select(Batch).OfType<double>()];
        return batches.Count == 0 || batches.Count < lines.Length
            ? null
            : new CountingCost(Median.Of(batches), batches.Min(), batches.Max());
    }

    private static double? Batch(string line) =>
        line.Split(' ') is [var time, var count]
        && long.TryParse(time, out var nanoseconds)
        && long.TryParse(count, out var runs)
        && nanoseconds > 0
        && runs > 0
        && (double)nanoseconds / runs is var each and <= MostNanoseconds
            ? each
            : null;

    private static async Task<CountingCost?> MeasureAsync(IRemoteHost host, string python, CancellationToken cancellationToken)
    {
        try
        {
            var command = new RemoteCommand($"{ShellWord.Quote(python)} -c {ShellWord.Quote(Script)}") { AsRoot = true, TimeLimit = Limit };
            var result = await host.RunAsync(command, cancellationToken);
            return result.ExitCode == 0 ? Parse(result.Output) : null;
        }
        catch (RemoteException)
        {
            // A host that is gone is found by the run that follows.
            return null;
        }
    }
}
