using PerfTests.Infrastructure.Remote.Supervision;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Tests.Tools;

/// <summary>A tool of many probes takes longer to detach than any grace that is right for one that hangs.</summary>
[TestFixture]
internal sealed class ToolEndingTests
{
    private static readonly IReadOnlyList<int> Programs = [.. Enumerable.Range(1, 5)];

    private readonly List<Signal> _signals = [];

    [SetUp]
    public void ForgetSignals() => _signals.Clear();

    [Test]
    public async Task A_tool_whose_programs_go_one_by_one_gets_no_harder_signal()
    {
        var process = Process();
        var left = new Queue<int>([4, 3, 2, 1, 0]);
        var host = Host(() =>
        {
            var count = left.Count > 1 ? left.Dequeue() : 0;
            if (count == 0)
                process.End(0);
            return count;
        });
        Assert.That(await EndAsync(host, process), Is.EqualTo((0, 0)));
        Assert.That(_signals, Is.EqualTo(new[] { Signal.Int }));
    }

    [Test]
    public async Task A_tool_that_hangs_gets_every_signal_and_what_stays_of_it_is_told()
    {
        Assert.That(await EndAsync(Host(() => 3), Process()), Is.EqualTo((137, 3)));
        Assert.That(_signals, Is.EqualTo(new[] { Signal.Int, Signal.Term, Signal.Kill }));
    }

    [Test]
    public void A_process_that_stays_without_its_programs_names_the_key_of_the_limit() =>
        Assert.That(
            async () => await EndAsync(Host(() => 0), Process()),
            Throws.TypeOf<TimeoutException>().With.Message.Contains("stop_grace").And.Message.Contains("tracer")
        );

    private static async Task<(int ExitCode, int Left)> EndAsync(CannedHost host, CannedProcess process)
    {
        var (exitCode, left) = await new ToolEnding(
            host,
            "tracer",
            process,
            Programs,
            TimeSpan.FromMilliseconds(20),
            TimeProvider.System
        ).EndAsync(default);
        return (exitCode, left.Count);
    }

    private CannedProcess Process() => new() { OnSignal = _signals.Add };

    private static CannedHost Host(Func<int> loaded) =>
        new(_ => CannedProcess.Ended(0, output: string.Concat(Enumerable.Range(1, loaded()).Select(id => $"{id}\n"))));
}
