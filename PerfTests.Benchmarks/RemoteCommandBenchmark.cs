using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;

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
        var sockets = Directory.CreateTempSubdirectory("perftests-");
        try
        {
            var (first, next) = (new Timings(), new Timings());
            for (var i = 0; i < Connections; i++)
            {
                await using var host = new OpenSshHost(source.Target(description), sockets.FullName);
                await MeasureAsync(host, first, cancellationToken);
                for (var j = 0; j < Repetitions / Connections; j++)
                    await MeasureAsync(host, next, cancellationToken);
            }
            var table = new MarkdownTable("One remote command, in milliseconds", "command", "times", "min", "p50", "p99");
            table.Add("through an open connection", $"{next.Count}", next.Milliseconds(0), next.Milliseconds(0.5), next.Milliseconds(0.99));
            table.Add(
                "the first one, which opens the connection",
                $"{first.Count}",
                first.Milliseconds(0),
                first.Milliseconds(0.5),
                first.Milliseconds(0.99)
            );
            return table;
        }
        finally
        {
            sockets.Delete(recursive: true);
        }
    }

    private async Task MeasureAsync(OpenSshHost host, Timings timings, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await host.RunCheckedAsync(Nothing, cancellationToken);
        timings.Add(time.GetElapsedTime(started));
    }
}
