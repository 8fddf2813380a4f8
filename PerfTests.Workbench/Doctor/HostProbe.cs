using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Remote;
using PerfTests.Workbench.Doctor.Checks;

namespace PerfTests.Workbench.Doctor;

/// <summary>Asks a host everything that the checks want to know: one command as the login user, one as root, and its time.</summary>
/// <param name="slowness">Factor for every limit.</param>
internal sealed class HostProbe(IReadOnlyList<IHostCheck> checks, TimeProvider time, int slowness = 1)
{
    // What may hang has limits of its own within these; the longest are bpftrace's as root.
    private static readonly TimeSpan LoginLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan RootLimit = TimeSpan.FromSeconds(80);

    // Sent as one line each, so that a value with a line break cannot be taken for an answer.
    private const string Fact = "fact() { printf '%s=%s\\n' \"$1\" \"$(printf %s \"$2\" | tr '\\n' ' ')\"; }\n";
    private const string Examined = "examined";

    /// <summary>Time after which both commands have been ended by the host itself, whatever they waited for.</summary>
    public static TimeSpan Limit(int slowness) => (LoginLimit + RootLimit + TimeSpan.FromSeconds(20)) * slowness;

    /// <exception cref="RemoteException">The connection was lost.</exception>
    public async Task<ProbedHost> AskAsync(HostNeeds needs, IRemoteHost host, CancellationToken cancellationToken)
    {
        // First, while the host is quiet: what the scripts do would lengthen the round trips.
        var clock = await HostClock.AskAsync(host, time, cancellationToken);
        var (login, missed) = await AskAsync(host, check => check.LoginScript(needs), asRoot: false, cancellationToken);
        ProbeAnswers? root = null;
        string? refusal = null;
        try
        {
            (root, var missedAsRoot) = await AskAsync(host, check => check.RootScript(needs), asRoot: true, cancellationToken);
            missed = [.. missed.Concat(missedAsRoot).Distinct()];
        }
        catch (RemoteException exception) when (needs.Host.Sudo)
        {
            refusal = OneLine.LastOf(exception.Details.Split('\n')[^1], 300);
        }
        return new ProbedHost(needs, login, root)
        {
            Clock = clock,
            RootRefusal = refusal,
            NotExamined = missed,
        };
    }

    /// <returns>The answers, and the subjects of the checks whose scripts did not get to their end.</returns>
    private async Task<(ProbeAnswers Answers, IReadOnlyList<string> Missed)> AskAsync(
        IRemoteHost host,
        Func<IHostCheck, string> scriptOf,
        bool asRoot,
        CancellationToken cancellationToken
    )
    {
        var asked = checks.Select(check => (check.Subject, Script: scriptOf(check))).Where(check => check.Script.Length > 0).ToList();
        // Each in a shell of its own, so that one that fails takes no other with it.
        var scripts = string.Concat(asked.Select(check => $"(\n{check.Script}\n)\nfact {Examined} {ShellWord.Quote(check.Subject)}\n"));
        var result = await host.RunAsync(
            new RemoteCommand($"{Fact}{HostSlowness.ShellFunction(slowness)}{scripts}fact end 1\n")
            {
                AsRoot = asRoot,
                TimeLimit = (asRoot ? RootLimit : LoginLimit) * slowness,
            },
            cancellationToken
        );
        var answers = ProbeAnswers.Parse(result.Output);
        return (answers, [.. asked.Select(check => check.Subject).Except(answers.All(Examined))]);
    }
}
