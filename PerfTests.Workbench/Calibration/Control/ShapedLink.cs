using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Cases;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Calibration.Control;

/// <summary>
/// An interface of a host that sends at a rate that the kernel holds it to (HTB), and can be cut by a known share. Disposing sets it free.
/// </summary>
internal sealed class ShapedLink : IAsyncDisposable
{
    private readonly IRemoteHost _host;
    private readonly string _interface;
    private readonly double _rate;

    private ShapedLink(IRemoteHost host, string interfaceName, double rate) => (_host, _interface, _rate) = (host, interfaceName, rate);

    /// <param name="rate">In bit/s.</param>
    /// <exception cref="CalibrationFailedException">The interface has a queueing discipline already, which is not ours to
    /// replace.</exception>
    /// <exception cref="RemoteException">The host does not let it.</exception>
    public static async Task<ShapedLink> HoldAsync(IRemoteHost host, string interfaceName, double rate, CancellationToken cancellationToken)
    {
        var name = ShellWord.Quote(interfaceName);
        var found = (
            await host.RunCheckedAsync(new RemoteCommand($"tc qdisc show dev {name} root") { AsRoot = true }, cancellationToken)
        ).Output.Trim();
        if (found.Length > 0 && !found.StartsWith("qdisc noqueue", StringComparison.Ordinal))
            throw new CalibrationFailedException(
                $"host {host.Id}: {interfaceName} has a queueing discipline already ({found}); the control needs an interface without one"
            );
        var link = new ShapedLink(host, interfaceName, rate);
        try
        {
            await link.RunAsync(
                $"tc qdisc add dev {name} root handle 1: htb default 10 && tc class add dev {name} parent 1: classid 1:10 {Limit(rate)}",
                cancellationToken
            );
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>A cut of the rate by a share of it, in percent; 0 sets the same rate once more.</summary>
    public IInjectedChange Cut(double percent) => new RateCut(this, _rate * (1 - (percent / 100)));

    public async ValueTask DisposeAsync() =>
        await _host.RunAsync(
            new RemoteCommand($"tc qdisc del dev {ShellWord.Quote(_interface)} root handle 1:") { AsRoot = true },
            CancellationToken.None
        );

    private Task<CommandResult> SetAsync(double rate, CancellationToken cancellationToken) =>
        RunAsync($"tc class change dev {ShellWord.Quote(_interface)} parent 1: classid 1:10 {Limit(rate)}", cancellationToken);

    private Task<CommandResult> RunAsync(string line, CancellationToken cancellationToken) =>
        _host.RunCheckedAsync(new RemoteCommand(line) { AsRoot = true }, cancellationToken);

    // A burst as small as one large segment keeps the rate even within a run.
    private static string Limit(double rate) => $"htb rate {rate:F0}bit ceil {rate:F0}bit burst 64k cburst 64k";

    private sealed class RateCut(ShapedLink link, double rate) : IInjectedChange
    {
        public Task ApplyAsync(CancellationToken cancellationToken) => link.SetAsync(rate, cancellationToken);

        public Task UndoAsync() => link.SetAsync(link._rate, CancellationToken.None);
    }
}
