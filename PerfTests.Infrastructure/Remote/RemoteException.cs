namespace PerfTests.Infrastructure.Remote;

/// <summary>A host that could not do what it was asked; the message names the host, the cause and the remedy.</summary>
public sealed class RemoteException(string host, string message, Exception? inner = null)
    : Exception($"host {host}: {message}", inner)
{
    public string Host { get; } = host;
}
