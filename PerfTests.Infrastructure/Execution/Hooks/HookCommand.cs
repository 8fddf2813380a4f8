using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>The command of a hook on one host.</summary>
/// <param name="Line">Shell command with its values filled in.</param>
internal sealed record HookCommand(HookSpec Spec, HookPlace Place, string Line, TimeProvider Time)
{
    /// <summary>Most bytes that are kept of what a hook prints.</summary>
    public const int OutputLimitBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(1);

    // The host ends what is left of a hook when the link is lost and nobody here can.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    public string Entering => $"mkdir -p -- {ShellWord.Quote(Place.Folder)} && cd -- {ShellWord.Quote(Place.Folder)}";

    /// <param name="leftOut">Bytes of its output beyond the limit.</param>
    public HookRecord Record(DateTimeOffset started, int? exitCode, string? error, long leftOut = 0) =>
        new()
        {
            Name = Spec.Name,
            Kind = Spec.Kind,
            Level = Spec.Level,
            Host = Place.Host.Id,
            StartTime = started,
            Seconds = (Time.GetUtcNow() - started).TotalSeconds,
            ExitCode = exitCode,
            Error = error,
            OutputLimitBytes = OutputLimitBytes,
            OutputBytesLeftOut = leftOut > 0 ? leftOut : null,
        };

    /// <summary>Runs a hook before or after its level to its end, at the latest at its timeout.</summary>
    /// <returns>The record, whose error says what went wrong, and what the hook printed.</returns>
    /// <exception cref="OperationCanceledException">The session was stopped; nothing of the hook runs any longer.</exception>
    public async Task<(HookRecord Record, byte[] Output)> RunAsync(CancellationToken cancellationToken)
    {
        var started = Time.GetUtcNow();
        var timeout = TimeSpan.FromSeconds(Spec.TimeoutSeconds);
        using var expired = new CancellationTokenSource(timeout, Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(expired.Token, cancellationToken);
        var late = $"it did not end within {Spec.TimeoutSeconds} s, and was ended";
        try
        {
            var process = await Place.Host.StartAsync(
                new RemoteCommand($"exec 2>&1; {Entering} || exit\n{Line}")
                {
                    AsRoot = Spec.AsRoot,
                    TimeLimit = timeout + Slack,
                    OutputLimitBytes = OutputLimitBytes,
                    CutsOutput = true,
                },
                limit.Token
            );
            await using (process)
            {
                try
                {
                    var result = await process.Completion.WaitAsync(limit.Token);
                    return (
                        Record(started, result.ExitCode, result.ExitCode == 0 ? null : Ended(result), result.BytesLeftOut),
                        result.StandardOutput
                    );
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    var ended = await process.StopAsync(EndGrace, Time, CancellationToken.None);
                    return (Record(started, null, late, ended.BytesLeftOut), ended.StandardOutput);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (Record(started, null, late), []);
        }
        catch (Exception exception) when (exception is RemoteException or TimeoutException)
        {
            return (Record(started, null, exception.Message), []);
        }
    }

    /// <summary>How a command failed: its status, and the last line that it printed.</summary>
    public static string Ended(CommandResult result)
    {
        var last = result.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        return last is null ? $"exit code {result.ExitCode}, nothing printed" : $"exit code {result.ExitCode}: {OneLine.Of(last, 200)}";
    }
}
