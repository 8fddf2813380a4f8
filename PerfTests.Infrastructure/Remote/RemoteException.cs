namespace PerfTests.Infrastructure.Remote;

/// <summary>A host that could not do what it was asked; the message names the host, the cause and the remedy.</summary>
public sealed class RemoteException : Exception
{
    public RemoteException(string host, string message, Exception? inner = null)
        : base($"host {host}: {message}", inner) => Host = host;

    private RemoteException(IReadOnlyList<RemoteException> failures)
        : base(string.Join("; ", failures.Select(failure => failure.Message)), failures[0]) => (Host, Failures) = (failures[0].Host, failures);

    /// <summary>The failures of several hosts, each with its own message; empty when one host failed.</summary>
    public IReadOnlyList<RemoteException> Failures { get; } = [];

    /// <summary>Id of the host; of the first one when several failed.</summary>
    public string Host { get; }

    /// <summary>Whether the host can be used, and another run uses it.</summary>
    public bool IsInUse { get; init; }

    /// <summary>Several hosts' failures as one.</summary>
    public static RemoteException Of(IReadOnlyList<RemoteException> failures) => new(failures);
}
