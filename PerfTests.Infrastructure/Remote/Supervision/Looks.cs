namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>Short commands on a host, one at a time, in a shell that is started with the first and replaced when it is of no use.</summary>
/// <param name="start">Starts a supervised process on the host.</param>
internal sealed class Looks(Func<RemoteCommand, CancellationToken, Task<SupervisedProcess>> start, bool asRoot) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private LookShell? _shell;

    /// <exception cref="RemoteException">The host cannot be reached, or the connection was lost.</exception>
    public async Task<CommandResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_shell is not { IsAlive: true })
            {
                await EndAsync();
                _shell = await LookShell.StartAsync(start, asRoot, cancellationToken);
            }
            return await _shell.RunAsync(command, cancellationToken);
        }
        finally
        {
            if (_shell is { IsIdle: false })
                await EndAsync();
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _turn.Dispose();
    }

    private async Task EndAsync()
    {
        if (_shell is not { } shell)
            return;
        _shell = null;
        await shell.DisposeAsync();
    }
}
