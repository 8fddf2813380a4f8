namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>One session on a host, in which its login shell runs a command line. Disposing closes it.</summary>
internal interface IShellChannel : IAsyncDisposable
{
    /// <summary>Standard input of the command line; disposing it ends that input.</summary>
    Stream Input { get; }

    Stream Output { get; }

    Stream Error { get; }

    /// <summary>
    /// Ends with the transport's exit code when the session is over, however that came; both outputs end then too. A command's own status
    /// comes in its output.
    /// </summary>
    Task<int> Closed { get; }

    /// <summary>
    /// What the transport says of a session that was lost, where standard error says nothing; empty where it does not know.
    /// </summary>
    Task<string> ExplainLossAsync();

    /// <summary>Closes the session although the command line has not ended.</summary>
    void Abort();
}
