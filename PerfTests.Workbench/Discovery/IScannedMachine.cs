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

    /// <summary>
    /// What lies in folders and below, links followed, without what is hidden: names that start with a dot, and <c>__pycache__</c>.
    /// </summary>
    /// <exception cref="RemoteException">The machine cannot be scanned.</exception>
    Task<FolderListing> ListAsync(string root, IReadOnlyList<string> folders, CancellationToken cancellationToken);

    /// <summary>Whole files; one that cannot be read is left out.</summary>
    /// <exception cref="RemoteException">None can be read.</exception>
    Task<IReadOnlyList<ScannedFile>> ReadAsync(string root, IReadOnlyList<string> paths, CancellationToken cancellationToken);

    /// <summary>The hash of a whole file, and its first four bytes, which tell a compiled program; null when it cannot be read.</summary>
    Task<ScannedFile?> ReadStartAsync(string root, ListedFile file, CancellationToken cancellationToken);

    /// <summary>Runs a program in Python, isolated, so that no file of the scanned folder is taken for a module of Python's own.</summary>
    /// <param name="paths">Its arguments: files below <paramref name="root"/>, or absolute.</param>
    /// <returns>Null when there is no python3.</returns>
    /// <exception cref="RemoteException">It could not be run, or did not end in time.</exception>
    Task<CommandResult?> RunPythonAsync(string root, string program, IReadOnlyList<string> paths, CancellationToken cancellationToken);
}
