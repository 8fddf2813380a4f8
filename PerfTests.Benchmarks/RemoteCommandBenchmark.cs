using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Benchmarks;

/// <summary>What one remote command costs on an open connection, and what opening one costs.</summary>
internal sealed class RemoteCommandBenchmark(TimeProvider time) : IBenchmark
{
    private const int Repetitions = 200;
    private const int Connections = 10;

    private static readonly RemoteCommand Nothing = new("true");

    public async Task<MarkdownTable> RunAsync(CancellationToken cancellationToken)
    {
        await using var source = new LabHostSource();
        var description = new SshHost { Id = "host", Host = "lab:system-server" };
        await source.PrepareAsync([description], cancellationToken);
        using var opener = new HostOpener(source);
        Transport[] transports = [Transport.SshNet, Transport.OpenSsh];
        var timings = transports.ToDictionary(
            transport => transport,
            _ => (First: new Timings(), Next: new Timings(), Look: new Timings())
        );
        // In turns, so that both meet the same machine.
        for (var i = 0; i < Connections; i++)
        {
            foreach (var transport in transports)
            {
                await using var host = opener.Open(source.Target(description) with { Transport = transport });
                await MeasureAsync(timings[transport].First, () => host.RunCheckedAsync(Nothing, cancellationToken));
                // The first look starts their shell.
                await host.LookCheckedAsync(Nothing, cancellationToken);
                for (var j = 0; j < Repetitions / Connections; j++)
                {
                    await MeasureAsync(timings[transport].Next, () => host.RunCheckedAsync(Nothing, cancellationToken));
                    await MeasureAsync(timings[transport].Look, () => host.LookCheckedAsync(Nothing, cancellationToken));
                }
            }
        }
        var table = new MarkdownTable("One remote command, in milliseconds", "command", "times", "min", "p50", "p99");
        foreach (var (transport, (first, next, look)) in timings)
        {
            Add($"{transport}, a look in the shell that they share", look);
            Add($"{transport}, through an open connection", next);
            Add($"{transport}, the first one, which opens the connection", first);
        }
        return table;

        void Add(string command, Timings measured) =>
            table.Add(command, $"{measured.Count}", measured.Milliseconds(0), measured.Milliseconds(0.5), measured.Milliseconds(0.99));
    }

    private async Task MeasureAsync(Timings timings, Func<Task> run)
    {
        var started = time.GetTimestamp();
        await run();
        timings.Add(time.GetElapsedTime(started));
    }
}
