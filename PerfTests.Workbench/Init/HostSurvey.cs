using System.Text.Json;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Remote;
using PerfTests.Workbench.Doctor;

namespace PerfTests.Workbench.Init;

/// <summary>Asks a host for its system, its programs and its interfaces: one command, which changes nothing.</summary>
internal static partial class HostSurvey
{
    private static readonly ShellScript Survey = new(typeof(HostSurvey), "survey.sh");

    // Options that print a version and end.
    private static readonly Dictionary<string, string> VersionOptions = new(StringComparer.Ordinal)
    {
        ["iperf3"] = "--version",
        ["netperf"] = "-V",
        ["ping"] = "-V",
        ["sar"] = "-V",
        ["python3"] = "--version",
        ["bpftrace"] = "--version",
        ["bpftool"] = "version",
        ["ethtool"] = "--version",
    };

    /// <exception cref="RemoteException">The host did not answer all of it, or has no usable <c>ip</c>.</exception>
    public static async Task<SurveyedHost> AskAsync(
        SshHost host,
        HostPart part,
        IRemoteHost connection,
        CancellationToken cancellationToken
    )
    {
        var slowness = await HostSlowness.MeasureAsync(connection, TimeProvider.System, cancellationToken);
        var result = await connection.RunAsync(
            new RemoteCommand($"{HostSlowness.ShellFunction(slowness)}{Script(part)}") { TimeLimit = TimeSpan.FromSeconds(60) * slowness },
            cancellationToken
        );
        return Read(host, part, connection, ProbeAnswers.Parse(result.Output));
    }

    internal static SurveyedHost Read(SshHost host, HostPart part, IRemoteHost connection, ProbeAnswers answers)
    {
        if (!answers.IsComplete)
            throw new RemoteException(host.Id, "it did not answer everything in time. Remedy: see what is slow there, then try again");
        var missing = answers.All("missing").Where(part.Needed.Contains).ToList();
        var missingOptional = answers.All("missing").Where(part.Optional.Contains).ToList();
        var isRoot = answers["uid"] == "0";
        var entry = host with
        {
            Sudo = !isRoot && answers["sudo"] == "0",
            Python = answers["bcc python"] ?? host.Python,
            // In the lab itself the folder differs each time that it is raised.
            WorkDir = host.IsLab ? host.WorkDir : answers["workdir"] ?? host.WorkDir,
        };
        return new SurveyedHost(entry, connection)
        {
            BootId = answers["boot id"] ?? "",
            User = answers["user"] ?? "",
            HasRoot = isRoot || answers["sudo"] == "0",
            System = answers["system"] ?? "",
            Kernel = answers["kernel"] ?? "",
            Cpus = (int)(answers.Number("cpus") ?? 0),
            Programs = part
                .Needed.Concat(part.Optional)
                .Except([.. missing, .. missingOptional])
                .ToDictionary(
                    program => program,
                    program => Version().Match(answers[$"version {program}"] ?? "").Value,
                    StringComparer.Ordinal
                ),
            Missing = missing,
            MissingOptional = missingOptional,
            Install = InstallAdvice.For(answers["distributions"] ?? "", [.. missing, .. missingOptional]),
            Interfaces = Interfaces(host, answers),
            TakenPorts = [.. ListeningPorts.Tcp(answers).Union(ListeningPorts.Udp(answers)).Order()],
            IsGuest = answers["guest"] == "yes",
            SshAddress = (answers["ssh"] ?? "").Split(' ') is [_, _, var address, ..] ? address : "",
        };
    }

    private static IReadOnlyList<HostInterface> Interfaces(SshHost host, ProbeAnswers answers)
    {
        try
        {
            return HostInterface.Parse(answers["interfaces"] ?? "");
        }
        catch (JsonException problem)
        {
            throw new RemoteException(
                host.Id,
                "'ip -j addr show' gives no JSON there. Remedy: install iproute2 4.16 or newer, or copy config/examples and write the "
                    + "addresses yourself",
                problem
            );
        }
    }

    private static string Script(HostPart part) =>
        $"""
            {Survey.With(
                part.Needed.Concat(part.Optional)
                    .SelectMany(program => new[]
                    {
                        program,
                        part.Optional.Contains(program) ? "root" : "",
                        VersionOptions.GetValueOrDefault(program, ""),
                    })
            )}
            {ListeningPorts.Script}
            fact end 1
            """;

    [GeneratedRegex(@"\d+(\.\d+)*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Version();
}
