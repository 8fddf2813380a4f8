using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Doctor;

/// <summary>Examines this machine: the folder for results, and its ssh where a host needs it. It starts no program.</summary>
internal static class LocalExamination
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<DoctorReport> ExamineAsync(
        string resultDir,
        IEnumerable<SshHost> hosts,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var needed = await Task.WhenAll(
            hosts.Where(host => !host.IsLab).Select(host => TransportChoice.NeedsOpenSshAsync(SshTarget.Of(host)))
        );
        var needsSsh = needed.Contains(true);
        try
        {
            // A file system that hangs holds whoever asks it.
            return await Task.Run(() => Examine(resultDir, needsSsh), cancellationToken).WaitAsync(Limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return HangsAt(resultDir);
        }
    }

    internal static DoctorReport HangsAt(string resultDir) =>
        new([
            new CheckResult(
                CheckResult.ThisMachine,
                "examination",
                CheckStatus.Fail,
                "this machine ran out of time; not examined: ssh, results",
                $"see what hangs or slows it down, such as a file system below {resultDir}, then examine it again"
            ),
        ]);

    internal static DoctorReport Examine(string resultDir, bool needsSsh) =>
        new([
            .. needsSsh ? (CheckResult[])[Ssh()] : [],
            FolderSpace.Judge(CheckResult.ThisMachine, "results", resultDir, Space(resultDir)),
        ]);

    private static CheckResult Ssh()
    {
        string[] needed = OperatingSystem.IsLinux() ? ["ssh", "setsid"] : ["ssh"];
        var missing = needed.Where(program => LocalCommand.Find(program) is null).ToList();
        return missing.Count > 0
            ? new CheckResult(
                CheckResult.ThisMachine,
                "ssh",
                CheckStatus.Fail,
                $"not found: {string.Join(", ", missing)}",
                "run scripts/install-prerequisites, or let SSH.NET reach the hosts (transport: sshnet)"
            )
            : new CheckResult(CheckResult.ThisMachine, "ssh", CheckStatus.Ok, LocalCommand.Find("ssh")!);
    }

    private static ProbeAnswers Space(string folder)
    {
        var at = Path.GetFullPath(folder);
        while (!Directory.Exists(at) && !File.Exists(at) && Path.GetDirectoryName(at) is { } above)
            at = above;
        try
        {
            if (File.Exists(at))
                return Answer($"{at} is not a folder");
            File.Create(Path.Combine(at, $".perftests-{Guid.NewGuid():n}"), 1, FileOptions.DeleteOnClose).Dispose();
            return ProbeAnswers.Parse($"writable=yes\nfree kB={new DriveInfo(at).AvailableFreeSpace / 1024}\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Answer(exception.Message);
        }

        static ProbeAnswers Answer(string problem) => ProbeAnswers.Parse($"writable={OneLine.Of(problem, 300)}\n");
    }
}
