using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>What a hook may know and use.</summary>
public record SessionHookContext
{
    internal SessionHookContext(
        SessionPlan plan,
        IReadOnlyList<PerfCase> cases,
        string folder,
        Func<string, IRemoteHost> host,
        Action<string> tell
    ) => (Plan, Cases, Folder, Host, Tell) = (plan, cases, folder, host, tell);

    /// <summary>Configuration, options and all cases of the matrix.</summary>
    public SessionPlan Plan { get; }

    /// <summary>Selected cases below this level.</summary>
    public IReadOnlyList<PerfCase> Cases { get; }

    /// <summary>Absolute path of the folder in the result tree for what the hook wants to keep; it is made by who writes there.</summary>
    public string Folder { get; }

    /// <summary>
    /// A host by its id in <c>ssh-hosts.yaml</c>: one of the session's environments, or one that <c>hooks.yaml</c> names; <c>controller</c>
    /// is this machine.
    /// </summary>
    /// <exception cref="RemoteException">It is none of these.</exception>
    public Func<string, IRemoteHost> Host { get; }

    /// <summary>Shows a line to whoever waits.</summary>
    public Action<string> Tell { get; }
}
