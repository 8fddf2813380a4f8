namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>One session on a host, in which its login shell runs a command line. Disposing closes it.</summary>
internal interface IShellChannel : IAsyncDisposable
{
    /// <summary>Standard input of the command line; disposing it ends that input.</summary>
    Stream Input { get; }

    Stream Output { get; }

    Stream Error { get; }

    /// <summary>Ends when the session is over, however that came; both outputs end then too.</summary>
    Task<ChannelEnd> Closed { get; }

    /// <summary>Closes the session although the command line has not ended.</summary>
    void Abort();
}
