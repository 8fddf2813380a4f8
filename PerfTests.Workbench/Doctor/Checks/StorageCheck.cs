using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>The work folder, to which tools are copied and in which loads keep their output until they end.</summary>
internal sealed class StorageCheck(string workDir) : IHostCheck
{
    public string Subject => "work folder";

    public string LoginScript(HostNeeds needs) => FolderSpace.Script(workDir);

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        yield return FolderSpace.Judge(host.Id, "workdir", workDir, host.Login);
    }
}
