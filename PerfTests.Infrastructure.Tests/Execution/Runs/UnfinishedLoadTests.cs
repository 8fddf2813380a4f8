using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Execution.Runs;

[TestFixture]
internal sealed class UnfinishedLoadTests
{
    private static readonly Workload Load = new()
    {
        Type = TestType.Latency,
        Protocol = Protocol.Tcp,
        Params = "x",
        DurationSeconds = 6,
        ExtraSeconds = 45,
        ServerCommand = null,
        ClientCommand = new CommandTemplate("netperf"),
    };

    [Test]
    public void A_load_that_our_limit_ended_names_the_key_that_raises_it() =>
        Assert.That(
            Told(new CommandResult(143, [], []) { ReachedLimit = true }),
            Is.EqualTo(
                "host vm-1: the load had not ended 51 s after its start, 6 s of them planned, and was ended; if the host is slow, raise "
                    + "extra_time in performance-test-spec.yaml (45 s now)."
            )
        );

    [Test]
    public void A_load_by_amount_that_our_limit_ended_names_its_amount() =>
        Assert.That(
            LoadRun.Unfinished(
                Load with
                {
                    DurationSeconds = null,
                    Amount = 5000,
                },
                "vm-1",
                new CommandResult(143, [], []) { ReachedLimit = true },
                new LoadFailedException("cut")
            ),
            Does.StartWith("host vm-1: the load had not ended 45 s after its start, for an amount of 5000, and was ended; ")
        );

    [Test]
    public void A_load_that_crashed_is_not_blamed_on_the_limit() =>
        Assert.That(
            Told(new CommandResult(139, [], "Segmentation fault"u8.ToArray())),
            Is.EqualTo("host vm-1: the client's output was cut off; the client's shell ended with exit code 139. Segmentation fault")
        );

    private static string Told(CommandResult ran) =>
        LoadRun.Unfinished(Load, "vm-1", ran, new LoadFailedException("the client's output was cut off"));
}
