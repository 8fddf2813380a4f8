using PerfTests.Infrastructure.Lab;

namespace PerfTests.Workbench.Doctor;

/// <summary>Examines whether this machine can raise a lab, and what earlier labs left on it.</summary>
internal static class LabExamination
{
    private const string Remedy = "./perftests lab down removes what killed runs left";

    public static async Task<IReadOnlyList<CheckResult>> ExamineAsync(CancellationToken cancellationToken)
    {
        try
        {
            LabPrerequisites.Require();
            var labs = await EmbeddedLab.ListAsync(cancellationToken);
            var namespaces = await LocalCommand.RunAsync(["ip", "netns", "list"], cancellationToken);
            return
            [
                new CheckResult(CheckResult.ThisMachine, "embedded lab", CheckStatus.Ok, "root, network namespaces and programs are there"),
                Leftovers(labs, namespaces, await LabRegistry.OfThisMachine.ListKeptAsync(cancellationToken)),
            ];
        }
        catch (LabUnavailableException exception)
        {
            return
            [
                new CheckResult(
                    CheckResult.ThisMachine,
                    "embedded lab",
                    CheckStatus.Fail,
                    exception.Message,
                    "run scripts/install-prerequisites, as root"
                ),
            ];
        }
    }

    /// <param name="namespaces">What <c>ip netns list</c> printed.</param>
    /// <param name="kept">Folders of labs that are gone, kept by what is mounted in them.</param>
    internal static CheckResult Leftovers(IReadOnlyList<LabStatus> labs, string namespaces, IReadOnlyList<string> kept)
    {
        var abandoned = labs.Where(lab => lab.Condition == LabCondition.Abandoned).Select(lab => lab.Index).ToList();
        var orphans = namespaces
            .Split('\n')
            .Select(line => line.Split(' ')[0])
            .Where(name => name.StartsWith("perftests-", StringComparison.Ordinal))
            .Where(name => labs.All(lab => !name.StartsWith(LabPlan.NamespacePrefix(lab.Index), StringComparison.Ordinal)))
            .ToList();
        if (abandoned.Count > 0)
            return new CheckResult(
                CheckResult.ThisMachine,
                "lab leftovers",
                CheckStatus.Warn,
                $"{abandoned.Count} lab(s) whose owner was killed: {string.Join(", ", abandoned)}",
                Remedy
            );
        if (kept.Count > 0)
        {
            return new CheckResult(
                CheckResult.ThisMachine,
                "lab leftovers",
                CheckStatus.Warn,
                $"something is still mounted below {string.Join(", ", kept)}, where a lab was",
                $"see what it is (findmnt -R {kept[0]}), unmount it; the next lab removes the folder"
            );
        }
        return orphans.Count > 0
            ? new CheckResult(
                CheckResult.ThisMachine,
                "lab leftovers",
                CheckStatus.Warn,
                $"network namespaces of no lab: {string.Join(", ", orphans)}",
                $"ip netns delete {orphans[0]}, when nothing of yours runs in it; the next lab of that number removes it too"
            )
            : new CheckResult(
                CheckResult.ThisMachine,
                "lab leftovers",
                CheckStatus.Ok,
                $"none; {labs.Count(lab => lab.Condition != LabCondition.Abandoned)} lab(s) are up and owned"
            );
    }
}
