using System.Globalization;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Workloads;

/// <summary>The server side of one load: a process for each stream, listening before the client starts. Disposing ends them.</summary>
internal sealed class LoadServers : IAsyncDisposable
{
    private static readonly ShellScript Wait = new(typeof(LoadServers), "wait_until_listening.sh");

    private const int PortInUse = 98;

    // They end at once; a slow host needs a while to say so.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(30);

    private readonly IRemoteHost _host;
    private readonly IReadOnlyList<int> _ports;
    private readonly IReadOnlyList<Task<IRemoteProcess>> _starting;
    private readonly TimeProvider _time;

    private LoadServers(IRemoteHost host, IReadOnlyList<int> ports, IReadOnlyList<Task<IRemoteProcess>> starting, TimeProvider time) =>
        (_host, _ports, _starting, _time) = (host, ports, starting, time);

    /// <summary>First process of each server on its host, once all listen.</summary>
    public IReadOnlyList<int> ProcessIds => [.. Processes.Select(process => process.ProcessId)];

    /// <summary>Whether all of them have started and none has ended.</summary>
    public bool AreRunning => _starting.All(start => start.IsCompletedSuccessfully && !start.Result.Completion.IsCompleted);

    /// <summary>What each printed on standard output so far.</summary>
    public IReadOnlyList<byte[]> Output => [.. Processes.Select(process => process.OutputSoFar)];

    private IReadOnlyList<IRemoteProcess> Processes =>
        [.. _starting.Where(start => start.IsCompletedSuccessfully).Select(start => start.Result)];

    /// <summary>Begins to start the servers; whoever needs them waits until they listen.</summary>
    /// <param name="commands">Command and port of each server; empty for a load without servers.</param>
    /// <param name="lifeLimit">Time after which the host ends them. The client's own limit must be over long before, or a server is blamed
    /// for a slow client.</param>
    public static LoadServers Start(
        IRemoteHost host,
        IReadOnlyList<(string Command, int Port)> commands,
        TimeSpan lifeLimit,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        new(
            host,
            [.. commands.Select(server => server.Port)],
            [.. commands.Select(server => StartOneAsync(host, server.Command, server.Port, lifeLimit, cancellationToken))],
            time
        );

    /// <summary>Waits until all servers listen.</summary>
    /// <param name="probeOf">A look at them by their process ids, or at the host's counters, in the moment in which they listen.</param>
    /// <param name="limit">Longest wait. A server that ends before is not waited for.</param>
    /// <returns>What the probe printed.</returns>
    /// <exception cref="LoadFailedException">A port is taken, or a server ended or did not listen in time.</exception>
    public async Task<string> ListenAsync(
        Func<IReadOnlyList<int>, RemoteCommand> probeOf,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var processes = await Task.WhenAll(_starting);
        var probe = probeOf(ProcessIds);
        var look = probe with { Line = WaitScript(_ports, limit, probe.Line), TimeLimit = limit + ProbeLimit };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = _host.LookAsync(look, ending.Token);
        // A server that has ended will never listen: nothing is left to wait for.
        await Task.WhenAny([waiting, .. processes.Select(process => process.Completion)]);
        if (processes.Any(process => process.Completion.IsCompleted))
        {
            await ending.CancelAsync();
            await waiting.ContinueWith(static task => task.Exception, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            throw await FailureAsync("");
        }
        var wait = await waiting;
        return wait.ExitCode == 0 ? wait.Output : throw await FailureAsync(wait.Error);
    }

    /// <summary>Ends the servers and returns what each printed, both streams together.</summary>
    /// <exception cref="LoadFailedException">A server had failed before: its port was taken by another, or it crashed.</exception>
    public async Task<IReadOnlyList<byte[]>> StopAsync(CancellationToken cancellationToken)
    {
        var early = Processes
            .Where(process => process.Completion.IsCompletedSuccessfully)
            .Select(process => process.Completion.Result)
            .ToList();
        var results = await Task.WhenAll(Processes.Select(process => process.StopAsync(StopGrace, _time, cancellationToken)));
        // A server that could not bind ends with an error; then another program on its port served the load.
        if (
            early.Concat(results.Where(result => result.ExitCode == PortInUse)).FirstOrDefault(result => result.ExitCode != 0) is { } failed
        )
            throw new LoadFailedException(
                $"host {_host.Id}: a load server {Ending(failed)} before it was stopped: "
                    + $"{OneLine.LastOf(failed.Error + failed.Output, 300)}"
            );
        return [.. results.Select(result => (byte[])[.. result.StandardOutput, .. result.StandardError])];
    }

    public async ValueTask DisposeAsync()
    {
        // All of them, also when one failed: one that nobody ends would hold its port against the next run.
        await Task.WhenAll(_starting).ContinueWith(static task => task.Exception, TaskScheduler.Default);
        foreach (var process in Processes)
            await process.DisposeAsync();
    }

    private static async Task<IRemoteProcess> StartOneAsync(
        IRemoteHost host,
        string command,
        int port,
        TimeSpan lifeLimit,
        CancellationToken cancellationToken
    ) =>
        await host.StartAsync(
            // A foreign server on the port would serve our client, and its figures would be recorded as ours.
            new RemoteCommand(
                $"{ListeningFunction}\nif listening {Hex(port)}; then echo 'port {port} is in use' >&2; exit {PortInUse}; fi\nexec "
                    + $"{command}"
            )
            {
                TimeLimit = lifeLimit,
                OutputLimitBytes = RemoteCommand.LargeOutputBytes,
            },
            cancellationToken
        );

    private async Task<LoadFailedException> FailureAsync(string waitError)
    {
        foreach (var process in Processes.Where(process => process.Completion.IsCompleted))
        {
            var ended = await process.Completion;
            return new LoadFailedException(
                $"host {_host.Id}: a load server {Ending(ended)}: {OneLine.LastOf(ended.Error + ended.Output, 300)}"
            );
        }
        var said = OneLine.LastOf(waitError, 300);
        return new LoadFailedException($"host {_host.Id}: {(said.Length > 0 ? said : "the load servers were not listening in time")}");
    }

    private static string Ending(CommandResult ended) =>
        ended.ReachedLimit ? "was ended by the suite's own time limit" : $"ended with exit code {ended.ExitCode}";

    // ss asks for listening sockets alone; to read the files, the kernel walks its table of all connections, which takes milliseconds.
    private const string ListeningFunction = """
        listening() {
          if list=$(ss -Hltn "sport = :$((0x$1))" 2>/dev/null); then [ -n "$list" ]
          else grep -Eqs ":$1 [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6; fi
        }
        """;

    private static string WaitScript(IReadOnlyList<int> ports, TimeSpan limit, string probe) =>
        $"""
            {ListeningFunction}
            {Wait.With([
                Math.Ceiling(limit.TotalSeconds).ToString(),
                limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture),
                .. ports.Select(Hex),
            ])}
            {probe}
            """;

    private static string Hex(int port) => port.ToString("X4");
}
