using System.Diagnostics;

namespace PerfTests.Benchmarks;

/// <summary>What this account's rc files add to every remote command on a host that runs them, as a bash under sshd does.</summary>
internal sealed class LoginShellBenchmark(TimeProvider time) : IBenchmark
{
    private const int Repetitions = 20;

    public async Task<MarkdownTable> RunAsync(CancellationToken cancellationToken)
    {
        var (with, without) = (new Timings(), new Timings());
        for (var i = 0; i < Repetitions; i++)
        {
            without.Add(await StartAsync(level: "1", cancellationToken));
            // 0 as if unset: the first shell of its session.
            with.Add(await StartAsync(level: "0", cancellationToken));
        }
        var table = new MarkdownTable($"Start of this account's bash, {Repetitions} times, in seconds", "rc files", "min", "median", "max");
        table.Add(["left out, as in the lab", .. without.Range()]);
        table.Add(["run, as on a real host", .. with.Range()]);
        return table;
    }

    private async Task<TimeSpan> StartAsync(string level, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("bash", ["-c", "exit 0"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Bash runs rc files for a command when it finds itself under sshd and in no other shell.
        start.Environment["SSH_CLIENT"] = "127.0.0.1 1 22";
        start.Environment["SHLVL"] = level;
        var started = time.GetTimestamp();
        using var bash = Process.Start(start)!;
        await Task.WhenAll(
            bash.StandardOutput.ReadToEndAsync(cancellationToken),
            bash.StandardError.ReadToEndAsync(cancellationToken),
            bash.WaitForExitAsync(cancellationToken)
        );
        return time.GetElapsedTime(started);
    }
}
