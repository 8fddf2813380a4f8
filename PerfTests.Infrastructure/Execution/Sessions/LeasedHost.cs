using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>One host of a session: its connection, its lease, and which machine it was when it was leased.</summary>
internal sealed class LeasedHost : IAsyncDisposable
{
    private static readonly TimeSpan LeaseLimit = TimeSpan.FromHours(24);
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TidyLimit = TimeSpan.FromSeconds(10);

    private readonly string _owner;
    private readonly TimeSpan _wait;
    private readonly TimeSpan _poll;
    private readonly TimeProvider _time;
    private HostLease _lease;
    private Heartbeat _heartbeat;
    private HostIdentity _identity;

    private LeasedHost(
        IRemoteHost host,
        string owner,
        HostLease lease,
        Heartbeat heartbeat,
        HostIdentity identity,
        TimeSpan wait,
        TimeSpan poll,
        TimeProvider time
    ) => (Host, _owner, _lease, _heartbeat, _identity, _wait, _poll, _time) = (host, owner, lease, heartbeat, identity, wait, poll, time);

    public IRemoteHost Host { get; }

    /// <summary>False when the lease ended, with the connection for instance: another run may measure there.</summary>
    public bool IsHeld => Gone is null && _lease.IsHeld;

    /// <summary>Why the session cannot use the host any more; null while it can.</summary>
    public string? Gone { get; private set; }

    /// <param name="host">Disposed with the result; by the caller when this fails.</param>
    /// <param name="wait">How long to wait for the host when its connection is lost.</param>
    /// <param name="poll">Time between two attempts to reach it.</param>
    /// <exception cref="RemoteException">The host cannot be reached, or another run measures there.</exception>
    public static async Task<LeasedHost> TakeAsync(
        IRemoteHost host,
        string owner,
        TimeSpan wait,
        TimeSpan poll,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var lease = await HostLease.TakeAsync(host, owner, LeaseLimit, cancellationToken);
        try
        {
            await StaleScratch.RemoveAsync(host, cancellationToken);
            var identity = await HostIdentity.ReadAsync(host, cancellationToken);
            var heartbeat = await Heartbeat.StartAsync(host, time, cancellationToken);
            return new LeasedHost(host, owner, lease, heartbeat, identity, wait, poll, time);
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes sure that the host is ours: waits for it and leases it anew when its connection was lost.</summary>
    /// <param name="mayBeLost">Whether to try the connection also while the lease looks held: a loss is noticed here later than by a
    /// command.</param>
    /// <param name="tell">Told once when there is something to wait for.</param>
    /// <returns>Null when it was ours all the time.</returns>
    /// <exception cref="HostGoneException">It is not back in time, it is another machine, or another controller leased it
    /// meanwhile.</exception>
    public async Task<HostReturn?> RegainAsync(bool mayBeLost, Action<string> tell, CancellationToken cancellationToken)
    {
        if (Gone is not null)
            throw new HostGoneException(Gone);
        if (_lease.IsHeld && (!mayBeLost || await AnswersAsync(cancellationToken)))
            return null;
        var limit = $"{_wait.TotalSeconds:0} s";
        tell($"host {Host.Id}: the connection was lost; waiting up to {limit} for it to come back");
        var lost = _time.GetTimestamp();
        await _heartbeat.DisposeAsync();
        await _lease.DisposeAsync();
        while (true)
        {
            var problem = "it does not answer";
            var step = "";
            try
            {
                using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                attempt.CancelAfter(AttemptLimit);
                return await ReturnAsync(lost, at => step = at, attempt.Token);
            }
            catch (RemoteException exception)
            {
                problem = WithoutHost(exception.Message);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The attempt took too long: the next one may find the host up.
                problem = step.Length == 0 ? problem : $"it answers, but {step} took longer than {AttemptLimit.TotalSeconds:0} s";
            }
            if (_time.GetElapsedTime(lost) >= _wait)
                throw GiveUp($"the connection was lost and it was not back within {limit} (reconnect_seconds): {problem}");
            await Task.Delay(_poll, _time, cancellationToken);
        }
    }

    /// <summary>Uses the host no more.</summary>
    public HostGoneException GiveUp(string reason)
    {
        Gone ??= $"host {Host.Id}: {reason}";
        return new HostGoneException(Gone);
    }

    public async ValueTask DisposeAsync()
    {
        await TidyAsync();
        await _heartbeat.DisposeAsync();
        await _lease.DisposeAsync();
        await Host.DisposeAsync();
    }

    /// <summary>Removes what a slow host had no time to remove, such as the folder of a monitor that was killed after its grace.</summary>
    private async Task TidyAsync()
    {
        if (!IsHeld)
            return;
        try
        {
            using var limit = new CancellationTokenSource(TidyLimit, _time);
            await StaleScratch.RemoveAsync(Host, limit.Token);
        }
        catch (Exception exception) when (exception is RemoteException or OperationCanceledException)
        {
            // The host is lost, or too slow: the next session removes it.
        }
    }

    private string WithoutHost(string message) =>
        message.StartsWith($"host {Host.Id}: ", StringComparison.Ordinal) ? message[$"host {Host.Id}: ".Length..] : message;

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            attempt.CancelAfter(AttemptLimit);
            await Host.RunCheckedAsync(new RemoteCommand("true"), attempt.Token);
            return _lease.IsHeld;
        }
        catch (RemoteException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<HostReturn> ReturnAsync(long lost, Action<string> begin, CancellationToken cancellationToken)
    {
        // Its message is short when the host does not answer.
        await Host.RunCheckedAsync(new RemoteCommand("true"), cancellationToken);
        begin("reading which machine it is");
        var identity = await HostIdentity.ReadAsync(Host, cancellationToken);
        if (!identity.IsSameMachine(_identity))
            throw GiveUp("the connection was lost, and another machine answers in its place (its /etc/machine-id differs)");
        begin("ending what this session left there");
        // What this session left there would run on under the next measurement, and its holder would keep the lease.
        await StrandedProcesses.EndAsync(Host, cancellationToken);
        try
        {
            begin("taking its lease");
            _lease = await HostLease.TakeAsync(Host, _owner, LeaseLimit, cancellationToken);
            begin("clearing away what is left in its work folder");
            await StaleScratch.RemoveAsync(Host, cancellationToken);
            begin("starting its heartbeat");
            _heartbeat = await Heartbeat.StartAsync(Host, _time, cancellationToken);
        }
        catch (RemoteException exception) when (exception.IsInUse)
        {
            throw GiveUp($"the connection was lost, and when it was back {WithoutHost(exception.Message)}");
        }
        var restarted = !identity.IsSameBoot(_identity);
        _identity = identity;
        return new HostReturn(Host.Id, _time.GetElapsedTime(lost), restarted);
    }
}
