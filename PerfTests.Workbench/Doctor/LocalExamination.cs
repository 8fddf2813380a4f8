using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Workbench.Doctor;

/// <summary>Examines this machine: its ssh, and the folder for results.</summary>
internal static class LocalExamination
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<DoctorReport> ExamineAsync(string resultDir, CancellationToken cancellationToken)
    {
        var script = $$"""
            fact() { printf '%s=%s\n' "$1" "$(printf %s "$2" | tr '\n' ' ')"; }
            {{RequiredPrograms.Script([new ProgramNeed("ssh", "hosts"), new ProgramNeed("setsid", "ssh")])}}
            fact ssh "$(ssh -V 2>&1 | head -n 1)"
            {{FolderSpace.Script(resultDir)}}
            fact end 1
            """;
        return Judge(resultDir, ProbeAnswers.Parse(await RunAsync(script, cancellationToken)));
    }

    internal static DoctorReport Judge(string resultDir, ProbeAnswers answers)
    {
        if (!answers.IsComplete)
        {
            return new DoctorReport([
                new CheckResult(
                    CheckResult.ThisMachine,
                    "examination",
                    CheckStatus.Fail,
                    "this machine ran out of time; not examined: ssh, results",
                    $"see what hangs or slows it down, such as a file system below {resultDir}, then examine it again"
                ),
            ]);
        }
        var missing = answers.All("missing");
        return new DoctorReport([
            missing.Count > 0
                ? new CheckResult(
                    CheckResult.ThisMachine,
                    "ssh",
                    CheckStatus.Fail,
                    $"not found: {string.Join(", ", missing)}",
                    "run scripts/install-prerequisites"
                )
                : new CheckResult(CheckResult.ThisMachine, "ssh", CheckStatus.Ok, answers["ssh"] ?? "there"),
            FolderSpace.Judge(CheckResult.ThisMachine, "results", resultDir, answers),
        ]);
    }

    private static async Task<string> RunAsync(string script, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var shell = LocalProcess.StartDetached("/bin/sh", ["-c", script]);
        try
        {
            shell.StandardInput.Close();
            return (await BoundedBytes.ReadAsync(shell.StandardOutput.BaseStream, 1024 * 1024, limit.Token)).ToString();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A file system that hangs: what is not answered is told as such.
            return "";
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
            await shell.WaitForExitAsync(CancellationToken.None);
        }
    }
}
