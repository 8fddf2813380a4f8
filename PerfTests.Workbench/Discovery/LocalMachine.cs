using System.ComponentModel;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Workbench.Discovery;

/// <summary>This machine: the configuration set and the repository.</summary>
/// <param name="roots">The same folders from which tools are deployed.</param>
internal sealed class LocalMachine(IReadOnlyList<string> roots) : IScannedMachine
{
    public const string LocalName = "local";

    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private const int MostErrorBytes = 1024 * 1024;

    public string Name => LocalName;

    public IReadOnlyList<string> Roots { get; } = [.. roots.Distinct()];

    public bool HasAbsolutePaths => false;

    public async Task<CommandResult> RunAsync(string line, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var process = Start(line);
        try
        {
            process.StandardInput.Close();
            var reading = BoundedBytes.ReadAsync(process.StandardError.BaseStream, MostErrorBytes, limit.Token);
            var output = await BoundedBytes.ReadAsync(process.StandardOutput.BaseStream, RemoteCommand.LargeOutputBytes, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (output.Dropped > 0)
                throw new RemoteException(
                    Name,
                    $"the scan gave more than {RemoteCommand.LargeOutputBytes} bytes; name smaller folders in "
                        + $"tool_discovery.scan_directories"
                );
            return new CommandResult(process.ExitCode, output.ToArray(), (await reading).ToArray());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RemoteException(
                Name,
                $"the scan did not end within {Limit.TotalSeconds} s; name smaller folders in tool_discovery.scan_directories"
            );
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private System.Diagnostics.Process Start(string line)
    {
        try
        {
            return LocalProcess.StartDetached("/bin/sh", ["-c", $"LC_ALL=C; export LC_ALL; {line}"]);
        }
        catch (Win32Exception problem)
        {
            throw new RemoteException(Name, $"/bin/sh cannot be started: {problem.Message}", problem);
        }
    }
}
