using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Discovery;

/// <summary>A host's work folder.</summary>
internal sealed class HostMachine(IRemoteHost host) : IScannedMachine
{
    public string Name => host.Id;

    public IReadOnlyList<string> Roots { get; } = [host.WorkDir];

    public bool HasAbsolutePaths => true;

    public Task<CommandResult> RunAsync(string line, CancellationToken cancellationToken) =>
        host.RunAsync(
            new RemoteCommand(line)
            {
                TimeLimit = LocalMachine.Limit,
                AsRoot = true,
                OutputLimitBytes = RemoteCommand.LargeOutputBytes,
            },
            cancellationToken
        );
}
