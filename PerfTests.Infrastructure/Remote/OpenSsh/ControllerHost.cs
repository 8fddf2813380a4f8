using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>The machine that this program runs on, with the same supervision as a remote one. Disposing removes its work folder.</summary>
internal sealed class ControllerHost : IRemoteHost
{
    private readonly ScratchFolder _scratch = ScratchFolder.Create();

    public string Id => HookTarget.Controller;

    public string WorkDir => _scratch.Path;

    public string Transport => "none: it is this machine";

    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task GiveUpConnectionsAsync() => Task.CompletedTask;

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) =>
        await SupervisedProcess.StartAsync(
            Id,
            command,
            line => Task.FromResult<IShellChannel>(ProcessChannel.Start(Id, "/bin/sh", ["-c", line])),
            Stream.Null,
            isShared: false,
            command.AsRoot && !Environment.IsPrivilegedProcess,
            cancellationToken
        );

    public Task UploadAsync(string localPath, string remotePath, CancellationToken cancellationToken) =>
        this.RunCheckedAsync(
            new RemoteCommand($"{Removal.Of(remotePath, WorkDir)} && cp -r -- {ShellWord.Quote(localPath)} {ShellWord.Quote(remotePath)}"),
            cancellationToken
        );

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}
