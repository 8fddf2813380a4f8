using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Execution.Needs;

/// <summary>
/// The decisive part of an examination, cheap enough for the start of every session: no case may find out late what is missing.
/// </summary>
internal static class RequiredPrograms
{
    /// <summary>
    /// Looks for the programs of the cases' loads and tools on their hosts, all at once: one command for each host and account.
    /// </summary>
    /// <exception cref="RemoteException">A host lacks a program; the message names all that are missing, and the remedies.</exception>
    public static async Task RequireAsync(
        IReadOnlyCollection<PerfCase> cases,
        Func<SshHost, IRemoteHost> hostOf,
        CancellationToken cancellationToken
    )
    {
        var failures = (await Task.WhenAll(HostNeeds.Of(cases).Select(needs => MissingAsync(needs, hostOf(needs.Host), cancellationToken))))
            .OfType<RemoteException>()
            .ToList();
        if (failures.Count > 0)
            throw failures.Count == 1 ? failures[0] : RemoteException.Of(failures);
    }

    /// <summary>Shell text that prints each program that the host lacks, as <c>missing=PROGRAM</c>.</summary>
    public static string Script(IEnumerable<ProgramNeed> needs) =>
        string.Concat(
            needs.Select(need =>
                $"command -v {ShellWord.Quote(need.Program)} >/dev/null 2>&1 || printf 'missing=%s\\n' {ShellWord.Quote(need.Program)}\n"
            )
        );

    private static async Task<RemoteException?> MissingAsync(HostNeeds needs, IRemoteHost host, CancellationToken cancellationToken)
    {
        var missing = new List<ProgramNeed>();
        foreach (var account in needs.Programs.Where(need => !need.IsOptional).GroupBy(need => need.AsRoot))
        {
            var result = await host.RunCheckedAsync(
                new RemoteCommand($"{Script(account)}true") { AsRoot = account.Key },
                cancellationToken
            );
            var absent = ProbeAnswers.Parse(result.Output).All("missing");
            missing.AddRange(account.Where(need => absent.Contains(need.Program)));
        }
        return missing.Count == 0
            ? null
            : new RemoteException(
                host.Id,
                $"{string.Join(", ", missing)} not found there. Remedy: "
                    + $"{ProgramPackages.Remedy(needs.Host, missing.Select(need => need.Program))}"
            );
    }
}
