using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Monitoring.Collectors;
using PerfTests.Infrastructure.Workloads.Netperf;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>The programs of loads, tools, monitoring and PerfTests itself: are they there, and new enough.</summary>
internal sealed partial class ProgramsCheck(MonitoringConfig monitoring) : IHostCheck
{
    private static readonly string[] Basic = ["sh", "base64", "setsid", "timeout", "flock", "awk", "grep", "sed", "mktemp", "tar", "ip"];

    private static readonly Version LeastIperf3 = new(3, 1);

    // Options that print a version and end; a program without an entry is only looked for.
    private static readonly Dictionary<string, string> VersionOptions = new(StringComparer.Ordinal)
    {
        ["iperf3"] = "--version",
        ["netperf"] = "-V",
        ["ping"] = "-V",
        ["bpftrace"] = "--version",
        ["python3"] = "--version",
        ["bpftool"] = "version",
        ["sar"] = "-V",
    };

    public string Subject => "programs";

    public string LoginScript(HostNeeds needs) => Script(Needed(needs).Where(need => !need.AsRoot));

    public string RootScript(HostNeeds needs) =>
        Script(Needed(needs).Where(need => need.AsRoot))
        + (
            needs.Hints.Bcc.Count > 0
                ? $"timeout 8 {ShellWord.Quote(needs.Host.Python)} -c 'import bcc' >/dev/null 2>&1 && fact bcc yes || fact bcc no\n"
                : ""
        );

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        var findings = Needed(host.Needs)
            .GroupBy(need => need.Program)
            .Select(group => (group.Key, CheckResult: Judge(host, group.Key, [.. group])))
            .ToList();
        // A host has them all or is no usual host: one line for all of them, but for those that are missing.
        var basic = findings.Where(entry => Basic.Contains(entry.Key) && entry.CheckResult.Status == CheckStatus.Ok).ToList();
        if (basic.Count > 0)
            yield return host.Ok("basic programs", string.Join(", ", basic.Select(entry => entry.Key)));
        foreach (var (_, finding) in findings.Except(basic))
            yield return finding;
        foreach (var module in host.Needs.Hints.Bcc.Count > 0 ? JudgeBcc(host) : [])
            yield return module;
    }

    private static IEnumerable<CheckResult> JudgeBcc(ProbedHost host)
    {
        var tools = string.Join(", ", host.Needs.Hints.Bcc);
        if (host.Root is null)
            yield return host.Skipped("python3 bcc", "root is needed to look");
        else if (host.Root["bcc"] == "yes")
            yield return host.Ok("python3 bcc", $"importable, for {tools}");
        else
            yield return host.Fail(
                "python3 bcc",
                $"python3 cannot import bcc, which {tools} imports",
                "install on the host: apt-get install python3-bpfcc (Debian, Ubuntu)"
            );
    }

    private static CheckResult Judge(ProbedHost host, string program, IReadOnlyList<ProgramNeed> needs)
    {
        var check = $"program {program.Split('/')[^1]}";
        var usedBy = string.Join(", ", needs.Select(need => need.UsedBy).Distinct());
        var remedy = ProgramPackages.Remedy(host.Needs.Host, [program]);
        foreach (var need in needs)
        {
            if ((need.AsRoot ? host.Root : host.Login) is not { } answers)
                return host.Skipped(check, "root is needed to look");
            if (!answers.All("program").Contains(program) && !answers.All("missing").Contains(program))
                return host.Skipped(check, "the host did not get to it in time");
            if (!answers.All("missing").Contains(program))
                continue;
            var found = $"not found{(need.AsRoot ? " in the PATH of root" : "")}; needed by: {usedBy}";
            return needs.All(each => each.IsOptional) ? host.Warn(check, found, remedy) : host.Fail(check, found, remedy);
        }
        var version = ((needs[0].AsRoot ? host.Root : host.Login)?[$"version {program}"] ?? "found").Trim();
        return JudgeVersion(host, check, program.Split('/')[^1], version) ?? host.Ok(check, $"{version}, for: {usedBy}");
    }

    private static CheckResult? JudgeVersion(ProbedHost host, string check, string name, string version)
    {
        var number = Number().Match(version);
        return name switch
        {
            "iperf3" when number.Success && Version.Parse(number.Value) < LeastIperf3 => host.Fail(
                check,
                $"{version} is older than {LeastIperf3}, the first with usable JSON",
                "install a newer iperf3"
            ),
            "netperf" when host.Login["netperf selectors"] is { } missing && missing != "all" => host.Fail(
                check,
                $"{version} does not know the output selectors {missing}",
                "install netperf 2.7 or newer"
            ),
            "ping" when !version.Contains("iputils", StringComparison.Ordinal) => host.Warn(
                check,
                $"{version}: not the iputils ping, whose output is read",
                "install iputils-ping on the host"
            ),
            _ => null,
        };
    }

    private IEnumerable<ProgramNeed> Needed(HostNeeds needs) =>
        Basic
            .Select(program => new ProgramNeed(program, "PerfTests"))
            .Concat(needs.Programs)
            .Concat(needs.Sides.Count > 0 ? Monitors(needs) : [])
            .Append(new ProgramNeed("ethtool", "fingerprint") { IsOptional = true })
            .Concat(
                needs.Tools.Count > 0
                    ? [new ProgramNeed("bpftool", "names of BPF programs") { AsRoot = needs.Host.Sudo, IsOptional = true }]
                    : []
            )
            .DistinctBy(need => (need.Program, need.AsRoot));

    // A run is good without them; it then says what it did not sample.
    private IEnumerable<ProgramNeed> Monitors(HostNeeds needs) =>
        MonitorPrograms
            .For(monitoring)
            .Concat(needs.Tools.SelectMany(tool => MonitorPrograms.ForTool(monitoring, tool.ResourceMonitoring)))
            .Select(monitor => new ProgramNeed(monitor.Name, $"monitoring: {monitor.Samples}") { IsOptional = true });

    private static string Script(IEnumerable<ProgramNeed> needs)
    {
        var programs = needs.ToList();
        var script = RequiredPrograms.Script(programs);
        foreach (var need in programs)
        {
            var program = ShellWord.Quote(need.Program);
            script += $"command -v {program} >/dev/null 2>&1 && fact program {program}\n";
            if (VersionOptions.TryGetValue(need.Program.Split('/')[^1], out var option))
                script +=
                    $"fact {ShellWord.Quote($"version {need.Program}")} \"$(timeout 3 {program} {option} 2>/dev/null | head -n 1 | cut "
                    + $"-c 1-60)\"\n";
        }
        if (programs.Find(need => need.Program.Split('/')[^1] == "netperf") is { } netperf)
        {
            script += $$"""
                known=,$(timeout 3 {{ShellWord.Quote(netperf.Program)}} -t TCP_RR -- -o '?' 2>/dev/null | head -n 1),
                absent=; for selector in {{string.Join(' ', NetperfSelector.ForLatency.Select(selector => selector.Name))}}; do
                  case $known in *",$selector,"*) ;; *) absent="$absent $selector" ;; esac; done
                [ "$known" = ,, ] || fact 'netperf selectors' "${absent:-all}"

                """;
        }
        return script;
    }

    [GeneratedRegex(@"\d+\.\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
