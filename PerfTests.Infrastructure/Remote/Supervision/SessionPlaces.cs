namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>The sessions that one connection carries at a time.</summary>
/// <param name="places">Sessions that the host is believed to allow.</param>
internal sealed class SessionPlaces(int places)
{
    /// <summary>Fewer than sshd's MaxSessions, which is 10 by default.</summary>
    public const int Most = 8;

    private int _taken;
    private int _places = places;

    public int Count => Volatile.Read(ref _places);

    public bool AreTaken => Volatile.Read(ref _taken) > 0;

    /// <summary>Whether the connection takes no session any longer, and has none.</summary>
    public bool AreSpent => Count == 0 && !AreTaken;

    /// <summary>Whether a session was ever granted.</summary>
    public bool HaveCarried { get; set; }

    /// <summary>Takes a place for one more session, if there is one; disposing the result frees it.</summary>
    public IDisposable? TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= Count)
            return new Place(this);
        Interlocked.Decrement(ref _taken);
        return null;
    }

    /// <summary>Takes note that the host's sshd refused a session: it allows as many as there are, at most.</summary>
    public void Lower() => Volatile.Write(ref _places, Math.Min(Count, Volatile.Read(ref _taken)));

    private sealed class Place(SessionPlaces places) : IDisposable
    {
        private int _freed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _freed, 1) == 0)
                Interlocked.Decrement(ref places._taken);
        }
    }
}
