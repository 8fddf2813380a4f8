using System.Globalization;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>Processes of this controller that live on behind a connection that is gone.</summary>
/// <remarks>
/// A host that a link lost, and not its sshd, does not know for hours that nobody is there any more: its supervisors wait on for signals,
/// and the
/// tool and the load run on under what is measured next. The supervisors of this controller carry its token, so nobody else's are touched;
/// and hosts
/// that share a kernel, as in the lab, are told apart by their network namespace. Each is ended as at the end of its input: politely first.
/// </remarks>
internal static class StrandedProcesses
{
    /// <summary>Ends every supervised process that this controller left on the host, but the one that does this.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="RemoteException">The host cannot be reached.</exception>
    public static async Task<int> EndAsync(IRemoteHost host, CancellationToken cancellationToken)
    {
        var result = await host.RunCheckedAsync(new RemoteCommand(Script) { AsRoot = true }, cancellationToken);
        return int.TryParse(result.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
    }

    // A supervisor's reader of signals is a `timeout` below it; when that ends, the supervisor takes it for the end of its input. The
    // topmost
    // process with the token is the whole of a supervisor, its subshells (and sudo) included.
    private static readonly string Script = $$"""
        token={{ShellWord.Quote(ControllerMark.Token)}}
        parent() { sed -n 's/^PPid:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null; }
        ours() { { tr '\0' '\n' <"/proc/$1/cmdline"; } 2>/dev/null | grep -qxF -- "$token"; }
        network=$(readlink /proc/$$/ns/net)
        top() { id=$1; while above=$(parent "$id") && [ -n "$above" ] && ours "$above"; do id=$above; done; echo "$id"; }
        own=$(top "$(parent $$)")
        readers() {
          for folder in /proc/[0-9]*; do
            reader=${folder#/proc/}
            # The timeout of busybox becomes the program that it starts.
            case $(cat "$folder/comm" 2>/dev/null) in timeout | cat) ;; *) continue ;; esac
            above=$(parent "$reader")
            [ -n "$above" ] && ours "$above" || continue
            supervisor=$(top "$above")
            [ "$supervisor" = "$own" ] && continue
            [ "$(readlink "$folder/ns/net" 2>/dev/null)" = "$network" ] || continue
            echo "$reader $supervisor"
          done
        }
        found=$(readers)
        count=0
        for id in $(printf '%s\n' "$found" | cut -d' ' -f1); do count=$((count + 1)); kill -s TERM "$id" 2>/dev/null; done
        # Until the last supervisor has ended its group and what left it, which takes it eight seconds at most.
        polls=240
        for id in $(printf '%s\n' "$found" | cut -sd' ' -f2); do
          while ours "$id" && [ "$polls" -gt 0 ]; do polls=$((polls - 1)); sleep 0.05; done
        done
        echo "$count"
        """;
}
