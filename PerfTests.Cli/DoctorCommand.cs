using System.CommandLine;
using System.Text.Json;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Workbench.Doctor;

namespace PerfTests.Cli;

/// <summary><c>perftests doctor</c>: whether the hosts of a configuration can be measured on, before anything is measured.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var host = new Option<string[]>("--host") { Description = "Only this host; repeatable.", DefaultValueFactory = _ => [] };
        var strict = new Option<bool>("--strict") { Description = "Exit with 3 on warnings too." };
        var json = OutputOptions.Json;
        var quiet = OutputOptions.Quiet("Print only problems and the conclusion.");
        return Verb.Create(
            "doctor",
            "Checks that the hosts are reachable, complete and quiet. Changes nothing on them.",
            async (parsed, cancellationToken) =>
            {
                var report = await ExamineAsync(SessionPlan.Load(SelectionOptions.Read(parsed)), parsed.GetValue(host)!, cancellationToken);
                if (parsed.GetValue(json))
                    Console.Write(Json(report));
                else
                    Terminal.Print(DoctorTable.Render(parsed.GetValue(quiet) ? report.Unsound : report).TrimEnd());
                return report.IsUsable && !(parsed.GetValue(strict) && report.HasWarnings) ? ExitCode.Ok : ExitCode.EnvironmentNotUsable;
            },
            [.. SelectionOptions.All, host, strict, json, quiet]
        );
    }

    private static async Task<DoctorReport> ExamineAsync(SessionPlan plan, string[] hostIds, CancellationToken cancellationToken)
    {
        IReadOnlyList<HostNeeds> hosts = HostSelection.Of(plan, hostIds, [plan.Config.Folder, RepositoryRoot.Find()]);
        var report = await LocalExamination.ExamineAsync(
            plan.Options.ResultDir,
            hosts.Select(needs => needs.Host),
            TimeProvider.System,
            cancellationToken
        );
        var lab = hosts.Any(needs => needs.Host.IsLab) ? await LabExamination.ExamineAsync(cancellationToken) : [];
        report = report.With(lab);
        var reachable = lab.Any(finding => finding.Status == CheckStatus.Fail) ? hosts.Where(needs => !needs.Host.IsLab).ToList() : hosts;
        await using var source = new LabHostSource();
        await source.PrepareAsync([.. reachable.Select(needs => needs.Host)], cancellationToken);
        var remote = await new HostExamination(source, plan.Config.Monitoring, TimeProvider.System).ExamineAsync(
            reachable,
            cancellationToken
        );
        return report
            .With(remote.Findings)
            .With(
                hosts
                    .Except(reachable)
                    .Select(needs => new CheckResult(needs.Host.Id, "reachable", CheckStatus.Skipped, "the embedded lab cannot be raised"))
            );
    }

    private static string Json(DoctorReport report) =>
        JsonSerializer.Serialize(
            new
            {
                Usable = report.IsUsable,
                Warnings = report.HasWarnings,
                report.Findings,
            },
            JsonFiles.CamelCase
        ) + Environment.NewLine;
}
