using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Execution.Doctor;

/// <summary>Asks a host everything that the checks want to know: one command as the login user, one as root, and its time.</summary>
internal sealed class HostProbe(IReadOnlyList<IHostCheck> checks, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    // Sent as one line each, so that a value with a line break cannot be taken for an answer.
    private const string Functions = "fact() { printf '%s=%s\\n' \"$1\" \"$(printf %s \"$2\" | tr '\\n' ' ')\"; }\n";

    /// <exception cref="RemoteException">The connection was lost.</exception>
    public async Task<ProbedHost> AskAsync(HostNeeds needs, IRemoteHost host, CancellationToken cancellationToken)
    {
        // First, while the host is quiet: what the scripts do would lengthen the round trips.
        var clock = await ClockOffset.MeasureAsync(host, time, cancellationToken);
        var login = await AskAsync(host, checks.Select(check => check.LoginScript(needs)), asRoot: false, cancellationToken);
        ProbeAnswers? root = null;
        string? refusal = null;
        try
        {
            root = await AskAsync(host, checks.Select(check => check.RootScript(needs)), asRoot: true, cancellationToken);
        }
        catch (RemoteException exception) when (needs.Host.Sudo)
        {
            refusal = OneLine.LastOf(exception.Details.Split('\n')[^1], 300);
        }
        return new ProbedHost(needs, login, root) { Clock = clock, RootRefusal = refusal };
    }

    private static async Task<ProbeAnswers> AskAsync(IRemoteHost host, IEnumerable<string> scripts, bool asRoot, CancellationToken cancellationToken)
    {
        // Each in a shell of its own, so that one that fails takes no other with it.
        var script = Functions + string.Concat(scripts.Where(text => text.Length > 0).Select(text => $"(\n{text}\n)\n")) + "fact end 1\n";
        var result = await host.RunAsync(new RemoteCommand(script) { AsRoot = asRoot, TimeLimit = Limit }, cancellationToken);
        return ProbeAnswers.Parse(result.Output);
    }
}
