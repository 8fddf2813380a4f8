using System.Globalization;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>A hook that runs beside its level.</summary>
internal sealed class HookMonitor
{
    private static readonly TimeSpan LifeLimit = TimeSpan.FromHours(24);
    private static readonly TimeSpan FetchLimit = TimeSpan.FromSeconds(30);

    private readonly HookCommand _command;
    private readonly DateTimeOffset _started;
    private readonly string _scratch;
    private readonly IRemoteProcess _process;

    private HookMonitor(HookCommand command, DateTimeOffset started, string scratch, IRemoteProcess process) =>
        (_command, _started, _scratch, _process) = (command, started, scratch, process);

    public HookSpec Spec => _command.Spec;

    public bool HasEnded => _process.Completion.IsCompleted;

    /// <exception cref="RemoteException">The host is lost, or refuses the command.</exception>
    public static async Task<HookMonitor> StartAsync(HookCommand command, CancellationToken cancellationToken)
    {
        var started = command.Time.GetUtcNow();
        var host = command.Place.Host;
        var scratch = $"{host.WorkDir.TrimEnd('/')}/hook-{Guid.NewGuid():n}";
        var quoted = ShellWord.Quote(scratch);
        var process = await host.StartAsync(
            // As with a tool, output goes to a file on the host: sent over the link during the load it would cost CPU.
            new RemoteCommand($"mkdir -p -- {quoted} && exec >{quoted}/out 2>&1 && {command.Entering} || exit\n{command.Line}")
            {
                AsRoot = command.Spec.AsRoot,
                TimeLimit = LifeLimit,
            },
            cancellationToken
        );
        return new HookMonitor(command, started, scratch, process);
    }

    /// <summary>Ends the hook politely and fetches what it printed. One that ended before with success has done its work.</summary>
    public async Task<(HookRecord Record, byte[] Output)> StopAsync()
    {
        var endedEarly = HasEnded;
        try
        {
            CommandResult ended;
            await using (_process)
                ended = await _process.StopAsync(TimeSpan.FromSeconds(Spec.StopGraceSeconds), _command.Time, CancellationToken.None);
            var (output, leftOut) = await FetchAsync();
            var error =
                endedEarly && ended.ExitCode != 0
                    ? $"it ended before its level did, {HookCommand.Ended(ended with { StandardOutput = output })}"
                    : null;
            return (_command.Record(_started, ended.ExitCode, error, leftOut), output);
        }
        catch (Exception exception) when (exception is RemoteException or TimeoutException or OperationCanceledException)
        {
            return (_command.Record(_started, null, exception.Message), []);
        }
    }

    private async Task<(byte[] Output, long LeftOut)> FetchAsync()
    {
        using var limit = new CancellationTokenSource(FetchLimit, _command.Time);
        var quoted = ShellWord.Quote(_scratch);
        var fetched = await _command.Place.Host.RunAsync(
            new RemoteCommand(
                $"wc -c <{quoted}/out >&2; head -c {HookCommand.OutputLimitBytes} {quoted}/out; "
                    + $"{Removal.Of(_scratch, _command.Place.Host.WorkDir)}"
            )
            {
                AsRoot = Spec.AsRoot,
            },
            limit.Token
        );
        var size = long.TryParse(
            fetched.Error.Split('\n')[0],
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out var bytes
        )
            ? bytes
            : fetched.StandardOutput.Length;
        return (fetched.StandardOutput, Math.Max(0, size - fetched.StandardOutput.Length));
    }
}
