using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote;

/// <summary>Watches the link to a host from both ends. Disposing ends the watch.</summary>
/// <remarks>
/// <para>
/// A link that is cut ends no connection: neither end hears of it for many minutes. So a process on the host gets a line every few seconds
/// and prints it back. Where no answer comes, the connections are given up here, and whoever waits for a command learns it. Where no line
/// comes, the host ends every process that this controller supervises there, politely first.
/// </para>
/// <para>
/// It costs two short processes on the host every <see cref="Interval"/>, in baselines and tool runs alike.
/// </para>
/// </remarks>
internal sealed class Heartbeat : IAsyncDisposable
{
    /// <summary>Time between two lines.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);

    /// <summary>Silence after which each end takes the link for lost.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan Limit = TimeSpan.FromHours(24);
    private static readonly byte[] Beat = "beat\n"u8.ToArray();
    private static readonly ShellScript Answer = new(typeof(StrandedProcesses), "heartbeat.sh");

    private readonly IRemoteHost _host;
    private readonly IRemoteProcess _process;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _beating;
    private bool _isDisposed;

    private Heartbeat(IRemoteHost host, IRemoteProcess process, TimeProvider time)
    {
        (_host, _process, _time) = (host, process, time);
        _beating = BeatAsync();
    }

    /// <exception cref="RemoteException">The host cannot be reached.</exception>
    public static async Task<Heartbeat> StartAsync(IRemoteHost host, TimeProvider time, CancellationToken cancellationToken)
    {
        var command = new RemoteCommand($"{Answer.With($"{Deadline.TotalSeconds:0}")}\n{StrandedProcesses.EndCommand}")
        {
            AsRoot = true,
            ReadsInput = true,
            TimeLimit = Limit,
        };
        return new Heartbeat(host, await host.StartAsync(command, cancellationToken), time);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        await _ending.CancelAsync();
        await _beating;
        await _process.DisposeAsync();
        _ending.Dispose();
    }

    private async Task BeatAsync()
    {
        try
        {
            await _process.SendAsync(SendAsync, _ending.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The connection is gone, which everybody who uses it learns, or the watch is over.
        }
    }

    private async Task SendAsync(Stream input, CancellationToken cancellationToken)
    {
        var (answered, alive) = (0, _time.GetTimestamp());
        while (!_process.Completion.IsCompleted)
        {
            var sent = _time.GetTimestamp();
            await input.WriteAsync(Beat, cancellationToken);
            await input.FlushAsync(cancellationToken);
            await Task.Delay(Interval, _time, cancellationToken);
            // An answer says that the link stood when its line was sent, not when the answer was looked for.
            if (_process.OutputSoFar.Length is var length && length > answered)
                (answered, alive) = (length, sent);
            // Half of an interval: a timer that fires early by a hair must not cost a whole one.
            else if (_time.GetElapsedTime(alive) > Deadline - (Interval / 2))
            {
                await _host.GiveUpConnectionsAsync();
                return;
            }
        }
    }
}
