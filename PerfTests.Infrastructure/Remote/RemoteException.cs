namespace PerfTests.Infrastructure.Remote;

/// <summary>A host that could not do what it was asked; the message names the host, the cause and the remedy, in one line.</summary>
public sealed class RemoteException : Exception
{
    // A host's words are shortened where they are quoted; this holds for those that were not.
    private const int MostCharacters = 2000;
    private const int MostDetails = 64 * 1024;

    public RemoteException(string host, string message, Exception? inner = null)
        : base(OneLine.Of($"host {host}: {message}", MostCharacters), inner) => (Host, Details) = (host, message);

    private RemoteException(IReadOnlyList<RemoteException> failures)
        : base(string.Join("; ", failures.Select(failure => failure.Message)), failures[0]) =>
        (Host, Failures, Details) = (failures[0].Host, failures, string.Join("\n", failures.Select(failure => failure.Details)));

    /// <summary>The failures of several hosts, each with its own message; empty when one host failed.</summary>
    public IReadOnlyList<RemoteException> Failures { get; } = [];

    /// <summary>Id of the host; of the first one when several failed.</summary>
    public string Host { get; }

    /// <summary>Whether the host can be used, and another run uses it.</summary>
    public bool IsInUse { get; init; }

    /// <summary>For logs: the whole command and what ssh or the host said, in many lines.</summary>
    public string Details
    {
        get;
        init => field = value.Length <= MostDetails ? value : $"…{value[^MostDetails..]}";
    }

    /// <summary>Several hosts' failures as one.</summary>
    public static RemoteException Of(IReadOnlyList<RemoteException> failures) => new(failures);
}
