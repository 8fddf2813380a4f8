using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Remote;

/// <summary>The machine that this program runs on, with the same supervision as a remote one. Disposing removes its work folder.</summary>
internal sealed class ControllerHost : IRemoteHost
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("perftests-");

    public string Id => HookTarget.Controller;

    public string WorkDir => _scratch.FullName;

    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) =>
        await SupervisedProcess.StartHereAsync(Id, command, command.AsRoot && !Environment.IsPrivilegedProcess, cancellationToken);

    public Task UploadAsync(string localPath, string remotePath, CancellationToken cancellationToken) =>
        this.RunCheckedAsync(
            new RemoteCommand($"rm -rf -- {ShellWord.Quote(remotePath)} && cp -r -- {ShellWord.Quote(localPath)} {ShellWord.Quote(remotePath)}"),
            cancellationToken);

    public ValueTask DisposeAsync()
    {
        _scratch.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
