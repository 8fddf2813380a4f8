using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Doctor;

/// <summary>
/// How many times slower than an ordinary machine a host answers: limits that fit a server would cut an emulated guest off.
/// </summary>
internal static class HostSlowness
{
    /// <summary>Beyond it a host is stuck rather than slow.</summary>
    public const int Most = 20;

    // An ordinary machine needs 20 to 100 ms for it, over a link that is not the slow part.
    private const string Starts = "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do date >/dev/null; done";

    private static readonly TimeSpan Ordinary = TimeSpan.FromMilliseconds(250);

    /// <summary>Times the start of twenty small programs.</summary>
    /// <returns>A factor for limits, from 1.</returns>
    public static async Task<int> MeasureAsync(IRemoteHost host, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await host.RunAsync(new RemoteCommand(Starts), cancellationToken);
        return Of(time.GetElapsedTime(started));
    }

    internal static int Of(TimeSpan elapsed) => (int)Math.Clamp(Math.Ceiling(elapsed / Ordinary), 1, Most);

    /// <summary>Shell text after which each <c>timeout</c> of a script grants the host as much more time as it needs.</summary>
    public static string ShellFunction(int factor) =>
        $"timeout() {{ granted=$(($1 * {factor})); shift; command timeout \"$granted\" \"$@\"; }}\n";
}
