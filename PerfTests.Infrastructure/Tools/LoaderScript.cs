using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tools;

/// <summary>
/// Makes a process of a tool that has none: it lives from the command that loads the programs to the one that takes them away.
/// </summary>
/// <remarks>
/// That one is run by a process outside of the supervised group when the group has ended, so it also runs after a lost link, a lost
/// controller and a kill; it has a time limit of its own.
/// </remarks>
internal static class LoaderScript
{
    // Longer than a service manager waits by itself for a service to end.
    private const double ShortestStopSeconds = 100;

    private static readonly ShellScript Run = new(typeof(LoaderScript), "run_loader.sh");

    /// <summary>The file that is there when the command has loaded its programs and ended well.</summary>
    /// <param name="scratch">Folder of the tool's own.</param>
    public static string StartedFile(string scratch) => $"{scratch}/started";

    /// <summary>What the supervisor runs: the tool's command, or this script around the commands of its loader.</summary>
    /// <param name="scratch">Folder of the tool's own.</param>
    public static string CommandLine(ToolLaunch launch, string scratch)
    {
        if (launch.StopLine is not { } stop)
            return launch.CommandLine;
        var seconds = StopLimit(launch.Spec).TotalSeconds.ToString();
        return $"/bin/sh -c {ShellWord.Quote(Run.With(launch.CommandLine, stop, seconds, StartedFile(scratch)))} loader";
    }

    /// <exception cref="ToolFailedException">Programs of the tool are there before it is started.</exception>
    public static async Task RequireAbsentAsync(IRemoteHost host, string toolId, ToolLoader loader, CancellationToken cancellationToken)
    {
        if (await ToolPrograms.FindAsync(host, toolId, loader, cancellationToken) is { Count: > 0 } found)
            throw new ToolFailedException(
                $"host {host.Id} has programs of tool {toolId} already loaded (BPF programs "
                    + $"{BpfInventory.Listed([.. found.Select(program => program.Id)])}), so the baselines carry its cost too: stop it "
                    + "first"
            );
    }

    /// <summary>Time that the command that takes the programs away may take.</summary>
    public static TimeSpan StopLimit(ToolSpec spec) =>
        TimeSpan.FromSeconds(Math.Ceiling(Math.Max(ShortestStopSeconds, 4 * spec.StopGraceSeconds)));
}
