using PerfTests.Infrastructure.Lab;

namespace PerfTests.Benchmarks;

/// <summary>How long the embedded lab takes to stand, and to be gone.</summary>
internal sealed class LabBenchmark(TimeProvider time) : IBenchmark
{
    private const int Repetitions = 10;

    public async Task<MarkdownTable> RunAsync(CancellationToken cancellationToken)
    {
        var (up, down) = (new Timings(), new Timings());
        for (var i = 0; i < Repetitions; i++)
        {
            var started = time.GetTimestamp();
            var lab = await EmbeddedLab.RaiseAsync(new LabOptions(), cancellationToken);
            up.Add(time.GetElapsedTime(started));
            started = time.GetTimestamp();
            await lab.DisposeAsync();
            down.Add(time.GetElapsedTime(started));
        }
        var table = new MarkdownTable($"Embedded lab, {Repetitions} times, in seconds", "step", "min", "median", "max");
        table.Add(["up", .. up.Range()]);
        table.Add(["down", .. down.Range()]);
        return table;
    }
}
