using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>Scratch folders that a session left in a host's work folder because its link or its controller was lost.</summary>
/// <remarks>Whoever holds the host's lease is alone there, so that none of them is in use.</remarks>
internal static class StaleScratch
{
    /// <summary>Removes them; what cannot be removed stays, and <c>doctor</c> lists it.</summary>
    /// <exception cref="RemoteException">The host was lost.</exception>
    public static Task RemoveAsync(IRemoteHost host, CancellationToken cancellationToken) =>
        host.RunAsync(
            new RemoteCommand(
                $$"""
                {{Removal.ShellFunction}}
                cd -- {{ShellWord.Quote(host.WorkDir)}} 2>/dev/null || exit 0
                for left in tool-* load-* monitor-*; do
                  case $left in
                    tool-????????????????????????????????|load-??????|monitor-??????) [ ! -d "$left" ] || remove "$PWD/$left" "$PWD" ;;
                  esac
                done
                """
            )
            {
                AsRoot = true,
            },
            cancellationToken
        );
}
