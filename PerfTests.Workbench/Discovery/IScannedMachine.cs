using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Discovery;

/// <summary>A machine whose folders are scanned: this one, or a host.</summary>
internal interface IScannedMachine
{
    /// <summary><c>local</c>, or the host's id.</summary>
    string Name { get; }

    /// <summary>Folders that the scanned folders are relative to; of a path that several have, the first one's counts.</summary>
    IReadOnlyList<string> Roots { get; }

    /// <summary>Whether a tool that is named by its absolute path can be here.</summary>
    bool HasAbsolutePaths { get; }

    /// <summary>Runs a command line of <c>/bin/sh</c>, in the C locale.</summary>
    /// <exception cref="RemoteException">It could not be run, or did not end in time.</exception>
    Task<CommandResult> RunAsync(string line, CancellationToken cancellationToken);
}
