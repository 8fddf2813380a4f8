using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Matrix;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Deployment;

namespace PerfTests.Infrastructure.Tests.Tools;

/// <summary>The tools of <c>ebpf-tools/</c>, started on a host as a run does it.</summary>
internal static class SampleTools
{
    /// <summary>Ignores the tests, with the reason, where the tools cannot run.</summary>
    public static void RequireBpftrace()
    {
        if (LocalCommand.Find("bpftrace") is null)
            Assert.Ignore("the sample tools need bpftrace: install bpftrace");
    }

    public static ToolSpec Spec(string path, string executable, double readySeconds = 20, string? line = null) =>
        SampleConfig.Tool(Path.GetFileNameWithoutExtension(path)) with
        {
            Path = path,
            Executable = executable,
            Ready = new ToolReadiness { TimeoutSeconds = readySeconds, Line = line },
        };

    public static async Task<RunningTool> StartAsync(IRemoteHost host, ToolSpec spec, string arguments = "", int? attachedPrograms = null)
    {
        await new ToolDeployment([RepositoryFolder.Of()]).DeployAsync(spec, host, CancellationToken.None);
        return await RunningTool.StartAsync(
            host,
            new ToolLaunch(spec, $"{spec.Executable} {spec.Path} {arguments}") { AttachedPrograms = attachedPrograms },
            TimeProvider.System,
            CancellationToken.None
        );
    }
}
