using System.Diagnostics;
using System.Runtime.InteropServices;
using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Cli.Demo;

/// <summary>Hands signals on to every process below a child, since dotnet test does not: its test host would go on driving load.</summary>
internal sealed partial class DescendantSignals : IDisposable
{
    private readonly int _childId;
    private readonly List<PosixSignalRegistration> _registrations;

    private DescendantSignals(int childId)
    {
        _childId = childId;
        _registrations =
        [
            // Ctrl+C reaches the whole foreground group by itself; here it must only not end this process before the others.
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Forward),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Forward),
        ];
    }

    public static DescendantSignals Forward(int childId) => new(childId);

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void Forward(PosixSignalContext context)
    {
        context.Cancel = true;
        const int terminate = 15;
        int[] below = [_childId, .. Descendants(_childId)];
        int[] hosts = [.. below.Where(IsTestHost)];
        // Before there is a test host there is nothing to clean up, and nobody must start one any more.
        foreach (var id in hosts.Length > 0 ? hosts : below)
            _ = Kill(id, terminate);
    }

    private static IEnumerable<int> Descendants(int id)
    {
        var children = Process
            .GetProcesses()
            .Select(process => process.Id)
            .Where(candidate => ProcessStat.Here(candidate)?.ParentId == id)
            .ToList();
        return children.Concat(children.SelectMany(Descendants));
    }

    private static bool IsTestHost(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id.ToString()}/cmdline").Contains("testhost", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
