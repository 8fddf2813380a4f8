using System.ComponentModel;
using System.Security.Cryptography;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Remote.Supervision;
using PerfTests.Workbench.Discovery.Files;

namespace PerfTests.Workbench.Discovery;

/// <summary>This machine: the configuration set and the repository. No program is started, but for Python tools a python3.</summary>
/// <param name="roots">The same folders from which tools are deployed.</param>
internal sealed class LocalMachine(IReadOnlyList<string> roots) : IScannedMachine
{
    public const string LocalName = "local";

    private const string Smaller = "name smaller folders in tool_discovery.scan_directories";
    private const int MostErrorBytes = 1024 * 1024;
    private const int NoProgram = 127;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public string Name => LocalName;

    public IReadOnlyList<string> Roots { get; } = [.. roots.Distinct()];

    public bool HasAbsolutePaths => false;

    /// <inheritdoc/>
    public Task<FolderListing> ListAsync(string root, IReadOnlyList<string> folders, CancellationToken cancellationToken) =>
        Task.Run(() => new LocalFolders(root, cancellationToken).List(folders), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScannedFile>> ReadAsync(string root, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var files = new List<ScannedFile>();
        foreach (var path in paths)
        {
            try
            {
                files.Add(ScannedFile.Whole(root, path, await File.ReadAllBytesAsync(Path.Combine(root, path), cancellationToken)));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // Left out, which is told.
            }
        }
        return files;
    }

    /// <inheritdoc/>
    public async Task<ScannedFile?> ReadStartAsync(string root, ListedFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(Path.Combine(root, file.Path));
            var start = new byte[ToolFileReader.StartBytes];
            await stream.ReadExactlyAsync(start, cancellationToken);
            stream.Position = 0;
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
            return new ScannedFile(root, file.Path, file.SizeBytes ?? 0, hash, start);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<CommandResult?> RunPythonAsync(
        string root,
        string program,
        IReadOnlyList<string> paths,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var process = StartPython(program, paths.Select(path => Path.Combine(root, path)));
        if (process is null)
            return null;
        try
        {
            process.StandardInput.Close();
            var reading = BoundedBytes.ReadAsync(process.StandardError.BaseStream, MostErrorBytes, limit.Token);
            var output = await BoundedBytes.ReadAsync(process.StandardOutput.BaseStream, RemoteCommand.LargeOutputBytes, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (output.Dropped > 0)
                throw new RemoteException(
                    Name,
                    $"python3 said more than {RemoteCommand.LargeOutputBytes} bytes of the tools' text; {Smaller}"
                );
            return process.ExitCode == NoProgram ? null : new CommandResult(process.ExitCode, output.ToArray(), (await reading).ToArray());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RemoteException(Name, $"the scan did not end within {Limit.TotalSeconds} s; {Smaller}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static System.Diagnostics.Process? StartPython(string program, IEnumerable<string> paths)
    {
        try
        {
            return LocalProcess.StartDetached("python3", ["-I", "-W", "ignore", "-c", program, .. paths]);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
