using System.Globalization;
using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>Processes of this controller that live on behind a connection that is gone.</summary>
/// <remarks>
/// A host that a link lost, and not its sshd, does not know for hours that nobody is there any more: its supervisors wait on for signals,
/// and the tool and the load run on under what is measured next. The supervisors of this controller carry its token, so nobody else's are
/// touched; and hosts that share a kernel, as in the lab, are told apart by their network namespace. Each is ended as at the end of its
/// input: politely first.
/// </remarks>
internal static class StrandedProcesses
{
    // A supervisor's reader of signals is a `timeout` below it; when that ends, the supervisor takes it for the end of its input. The
    // topmost process with the token is the whole of a supervisor, its subshells (and sudo) included.
    private static readonly ShellScript End = new(typeof(StrandedProcesses), "end_stranded.sh");

    /// <summary>Ends them all but the one that runs it, and prints how many there were.</summary>
    public static string EndCommand => $"{EveryProcess.ShellFunction}\n{End.With(ControllerMark.Token)}";

    /// <summary>Ends every supervised process that this controller left on the host, but the one that does this.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="RemoteException">The host cannot be reached.</exception>
    public static async Task<int> EndAsync(IRemoteHost host, CancellationToken cancellationToken)
    {
        var result = await host.RunCheckedAsync(new RemoteCommand(EndCommand) { AsRoot = true }, cancellationToken);
        return int.TryParse(result.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
    }
}
