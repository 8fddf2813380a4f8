using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Remote;

/// <summary>A host that answers each command as a test says, and keeps what was asked of it.</summary>
/// <param name="answer">A process that has ended, one that still runs, or an exception; an empty success when it gives null.</param>
internal sealed class CannedHost(Func<RemoteCommand, CannedProcess?> answer) : IRemoteHost
{
    public List<string> Uploads { get; } = [];

    /// <summary>Thrown by the next upload only.</summary>
    public RemoteException? UploadFailure { get; set; }

    public string Id { get; init; } = "canned";

    public string WorkDir => "/srv/perftests";

    public string Transport => "canned";

    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task GiveUpConnectionsAsync() => Task.CompletedTask;

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return answer(command) ?? CannedProcess.Ended(0);
    }

    public Task UploadAsync(string localPath, string remotePath, CancellationToken cancellationToken)
    {
        Uploads.Add(localPath);
        var failure = UploadFailure;
        UploadFailure = null;
        return failure is null ? Task.CompletedTask : Task.FromException(failure);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
