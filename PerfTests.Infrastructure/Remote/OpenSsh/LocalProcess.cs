using System.Diagnostics;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>Starts programs of this machine with redirected streams.</summary>
internal static class LocalProcess
{
    /// <summary>
    /// Starts a program in a session of its own where the system has setsid: Ctrl+C in a terminal goes to the whole foreground
    /// group, and an ssh that died of it could no longer stop what it supervises.
    /// </summary>
    public static Process StartDetached(string program, IEnumerable<string> arguments)
    {
        var detach = OperatingSystem.IsLinux();
        var start = new ProcessStartInfo(detach ? "setsid" : program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (detach)
            start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
    }
}
