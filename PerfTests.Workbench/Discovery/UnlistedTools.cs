using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Discovery;

/// <summary>The one line about tools that were found and are not listed: they never run, and that must not go unsaid.</summary>
public static class UnlistedTools
{
    /// <summary>The line; null when discovery is off, or every tool that was found is listed.</summary>
    /// <remarks>It never throws for what it finds: looking for more tools must not stop a measurement of the listed ones.</remarks>
    public static async Task<string?> DescribeAsync(PerfConfig config, CancellationToken cancellationToken)
    {
        if (!config.Discovery.Enabled || config.Discovery.ScanDirectories.Count == 0)
            return null;
        try
        {
            var count = (await ToolScan.RunAsync(config, cancellationToken)).New.Count;
            return count == 0
                ? null
                : $"tool discovery: {count} {(count == 1 ? "tool is" : "tools are")} not listed in ebpf-tools-spec.yaml and "
                    + $"{(count == 1 ? "does" : "do")} not run; 'perftests scan' shows, 'perftests scan --write' adds";
        }
        catch (RemoteException problem)
        {
            return $"tool discovery did not work: {problem.Message}";
        }
    }
}
