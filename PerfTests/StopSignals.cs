using System.Runtime.InteropServices;

namespace PerfTests;

/// <summary>Turns Ctrl+C and its kin into a cancellation, and holds the process until the run has cleaned up after itself.</summary>
/// <remarks>By default Ctrl+C ends a test host at once, without any teardown.</remarks>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ManualResetEventSlim _finished = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private readonly OrphanWatch _orphan;

    public StopSignals()
    {
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
        _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Stop))];
        AppDomain.CurrentDomain.ProcessExit += WaitForCleanUp;
        _orphan = new OrphanWatch(Environment.ProcessId, Cancel, TimeProvider.System);
    }

    public CancellationToken Stopping => _stopping.Token;

    public void Dispose()
    {
        _orphan.Dispose();
        _finished.Set();
        AppDomain.CurrentDomain.ProcessExit -= WaitForCleanUp;
        foreach (var registration in _registrations)
            registration.Dispose();
        _stopping.Dispose();
        _finished.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        Cancel();
    }

    private void Cancel()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run ended at this moment.
        }
    }

    private void WaitForCleanUp(object? sender, EventArgs arguments)
    {
        Cancel();
        _finished.Wait(CleanUpLimit);
    }
}
