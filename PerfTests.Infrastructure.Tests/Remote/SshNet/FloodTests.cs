using System.Diagnostics;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet;

[TestFixture]
[Category("Lab")]
[NonParallelizable] // The memory that it looks at is that of all tests.
internal sealed class FloodTests
{
    private const int Megabyte = 1024 * 1024;
    private static readonly long Printed =
        (Environment.GetEnvironmentVariable("PERFTESTS_FLOOD_MB") is { Length: > 0 } given ? long.Parse(given) : 96) * Megabyte;
    private const long MostGrowth = 64L * Megabyte;

    [TestCase("")]
    [TestCase(" >&2")]
    public async Task Output_of_any_length_passes_through_bounded_memory_and_the_exit_code_arrives(string redirection)
    {
        await using var sshd = await TestSshd.StartAsync(Transport.SshNet);
        var host = sshd.Connect();
        await host.ConnectAsync(CancellationToken.None);
        var before = WorkingSet();
        await using var process = await host.StartAsync(
            new RemoteCommand($"head -c {Printed} /dev/zero{redirection}; exit 7")
            {
                OutputLimitBytes = Megabyte,
                CutsOutput = true,
                TimeLimit = TimeSpan.FromMinutes(5),
            },
            CancellationToken.None
        );
        var most = before;
        while (!process.Completion.IsCompleted)
        {
            most = Math.Max(most, WorkingSet());
            await Task.WhenAny(process.Completion, Task.Delay(50));
        }
        var result = await process.Completion;
        await TestContext.Out.WriteLineAsync(
            $"{Printed / Megabyte} MB printed: the controller grew by {(most - before) / Megabyte} MB at most"
        );
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(7));
            Assert.That(most - before, Is.LessThan(MostGrowth));
            if (redirection.Length == 0)
                Assert.That(result.BytesLeftOut, Is.EqualTo(Printed - Megabyte));
        });
    }

    private static long WorkingSet()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
