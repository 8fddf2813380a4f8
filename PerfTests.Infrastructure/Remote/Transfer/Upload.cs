using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote.Folders;

namespace PerfTests.Infrastructure.Remote.Transfer;

/// <summary>Copies a local file or folder to a host, over any transport.</summary>
/// <remarks>
/// Through the channel that commands use, whose frames keep a profile's words apart from ours: scp breaks on an rc file that prints, and
/// not every host has SFTP. What is copied lies beside its place and is renamed, so that a half-copied tool is never run; the archive may
/// end anywhere when this machine or the link fails.
/// </remarks>
internal static class Upload
{
    private static readonly TimeSpan ClearLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CopyLimit = TimeSpan.FromMinutes(30);

    /// <exception cref="RemoteException">The copy failed.</exception>
    public static async Task ToAsync(IRemoteHost host, string localPath, string remotePath, CancellationToken cancellationToken)
    {
        var folder = remotePath.Contains('/', StringComparison.Ordinal) ? remotePath[..(remotePath.LastIndexOf('/') + 1)] : "";
        var staged = $"{remotePath.TrimEnd('/')}.{Guid.NewGuid():n}.new";
        if (folder.Length > 0)
            await host.RunCheckedAsync(new RemoteCommand($"mkdir -p -- {ShellWord.Quote(folder)}"), cancellationToken);
        try
        {
            await CopyAsync(host, localPath, staged, cancellationToken);
            await host.RunCheckedAsync(
                new RemoteCommand(
                    $"{Removal.Of(remotePath, host.WorkDir)} && mv -- {ShellWord.Quote(staged)} {ShellWord.Quote(remotePath)}"
                ),
                cancellationToken
            );
        }
        catch
        {
            await RemoveAsync(host, staged);
            throw;
        }
    }

    private static async Task CopyAsync(IRemoteHost host, string localPath, string remotePath, CancellationToken cancellationToken)
    {
        var slash = remotePath.LastIndexOf('/');
        var folder = slash < 0 ? "." : remotePath[..(slash + 1)];
        var payload = new TarPayload(Path.TrimEndingDirectorySeparator(localPath), remotePath[(slash + 1)..]);
        await using var process = await host.StartAsync(
            new RemoteCommand($"exec tar -x -p -o -f - -C {ShellWord.Quote(folder)}") { ReadsInput = true, TimeLimit = CopyLimit },
            cancellationToken
        );
        Exception? unsent = null;
        try
        {
            await process.SendAsync(payload.WriteAsync, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            unsent = exception;
        }
        var result = await process.Completion.WaitAsync(cancellationToken);
        if (result.ExitCode == 0 && unsent is null)
            return;
        string[] why =
        [
            OneLine.LastOf(result.Error, 300),
            OneLine.Of(unsent?.Message ?? "", 300),
            result.ExitCode == 127 ? "Remedy: install tar there" : "",
        ];
        throw new RemoteException(
            host.Id,
            $"copying {localPath} to {remotePath} failed: {string.Join("; ", why.Where(part => part.Length > 0))}"
        );
    }

    private static async Task RemoveAsync(IRemoteHost host, string remotePath)
    {
        try
        {
            using var limit = new CancellationTokenSource(ClearLimit);
            await host.RunAsync(new RemoteCommand(Removal.Of(remotePath, host.WorkDir)), limit.Token);
        }
        catch (Exception exception) when (exception is RemoteException or OperationCanceledException)
        {
            // The host is gone: what was copied stays there, under a name that nothing else uses.
        }
    }
}
