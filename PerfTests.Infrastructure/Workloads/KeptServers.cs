using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Workloads;

/// <summary>
/// The servers of the runs of a case, which stay from one run to the next where their program serves many loads. Disposing ends them.
/// </summary>
/// <remarks>
/// A process that is started anew lies elsewhere in memory and in the caches, which alone makes runs spread half as much again.
/// </remarks>
internal sealed class KeptServers(TimeProvider time) : IAsyncDisposable
{
    private LoadServers? _servers;
    private IRemoteHost? _host;
    private IReadOnlyList<(string Command, int Port)> _commands = [];
    private TimeSpan _lifeLimit;
    private long _started;

    /// <summary>Whether it was disposed.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Those that serve already, or new ones, which begin to start.</summary>
    /// <param name="loadLimit">
    /// Time that may pass until the load has ended. The client's own limit must be over long before, or a server is blamed for a slow
    /// client.
    /// </param>
    public async Task<LoadServers> TakeAsync(
        IRemoteHost host,
        IReadOnlyList<(string Command, int Port)> commands,
        TimeSpan loadLimit,
        CancellationToken cancellationToken
    )
    {
        var hasTime = time.GetElapsedTime(_started) + loadLimit < _lifeLimit;
        if (_servers is { AreRunning: true } running && hasTime && _host == host && _commands.SequenceEqual(commands))
            return running;
        await EndAsync();
        (_host, _commands, _started, _lifeLimit) = (host, commands, time.GetTimestamp(), 2 * loadLimit);
        return _servers = LoadServers.Start(host, commands, _lifeLimit, time, cancellationToken);
    }

    /// <summary>Ends those that do not stay.</summary>
    /// <param name="stay">Whether the program of the load leaves its servers ready for the next one.</param>
    /// <returns>What each server printed so far.</returns>
    /// <exception cref="LoadFailedException">A server had failed: another one may have served the load.</exception>
    public async Task<IReadOnlyList<byte[]>> ReleaseAsync(bool stay, CancellationToken cancellationToken)
    {
        if (_servers is not { } servers)
            return [];
        if (stay && servers.AreRunning)
            return servers.Output;
        var output = await servers.StopAsync(cancellationToken);
        await EndAsync();
        return output;
    }

    /// <summary>Ends the servers; the next load has new ones.</summary>
    public async Task EndAsync()
    {
        if (_servers is not { } servers)
            return;
        _servers = null;
        await servers.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        IsOver = true;
        await EndAsync();
    }
}
