using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Matrix;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Deployment;

namespace PerfTests.Infrastructure.Tests.Tools.Deployment;

[TestFixture]
internal sealed class FailedDeploymentTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void Create()
    {
        _folder = Directory.CreateTempSubdirectory("perftests-tools-");
        foreach (var name in (string[])["first.py", "second.py"])
            File.WriteAllText(Path.Combine(_folder.FullName, name), "");
    }

    [TearDown]
    public void Delete() => _folder.Delete(recursive: true);

    [Test]
    public async Task A_copy_that_failed_is_tried_again_for_the_host_may_hold_an_older_version()
    {
        var host = new CannedHost(HasNothingThatCanBeHashed) { UploadFailure = new RemoteException("canned", "the link broke") };
        var deployment = new ToolDeployment([_folder.FullName]);
        Assert.That(
            async () => await deployment.DeployAsync(SampleConfig.Tool("first.py"), host, default),
            Throws.TypeOf<RemoteException>()
        );
        await deployment.DeployAsync(SampleConfig.Tool("first.py"), host, default);
        await deployment.DeployAsync(SampleConfig.Tool("first.py"), host, default);
        Assert.That(host.Uploads, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_named_pipe_beside_a_tool_is_told_and_not_waited_for()
    {
        NamedPipe.Make(Path.Combine(_folder.CreateSubdirectory("in").FullName, "events"));
        Assert.That(
            async () => await FolderContent.ReadLocalAsync(_folder.FullName, default),
            Throws
                .TypeOf<ToolFailedException>()
                .With.Message.Contains("cannot be copied to a host: in/events: it is a named pipe, not a file; correct it")
        );
    }

    [Test]
    public void A_copy_that_arrives_as_something_else_is_no_copy()
    {
        var host = new CannedHost(_ =>
            CannedProcess.Ended(0, output: $"644 /srv/perftests/first.py\0\0{new string('0', 64)}  /srv/perftests/first.py\0")
        );
        Assert.That(
            async () => await new ToolDeployment([_folder.FullName]).DeployAsync(SampleConfig.Tool("first.py"), host, default),
            Throws.TypeOf<RemoteException>().With.Message.Contains("first.py")
        );
    }

    [Test]
    public async Task Two_tools_without_a_folder_are_both_copied()
    {
        var host = new CannedHost(HasNothingThatCanBeHashed);
        var deployment = new ToolDeployment([_folder.FullName]);
        await deployment.DeployAsync(SampleConfig.Tool("first.py"), host, default);
        await deployment.DeployAsync(SampleConfig.Tool("second.py"), host, default);
        Assert.That(host.Uploads.Select(path => Path.GetFileName(path)), Is.EqualTo(new[] { "first.py", "second.py" }));
    }

    private static CannedProcess HasNothingThatCanBeHashed(RemoteCommand command) =>
        CannedProcess.Ended(command.Line.Contains("sha256sum", StringComparison.Ordinal) ? 127 : 0);
}
