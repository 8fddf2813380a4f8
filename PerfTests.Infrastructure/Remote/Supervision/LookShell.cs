using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>A shell on a host that stays and runs one short command after another. Disposing it ends what of them still runs.</summary>
/// <remarks>
/// A supervised process of its own costs a host a session, a login shell and a supervisor, a look here three forks: beside a load that is
/// measured, that is what counts.
/// </remarks>
internal sealed class LookShell : IAsyncDisposable
{
    private static readonly ShellScript Script = new(typeof(LookShell), "look_shell.sh");

    // A status of three digits and the end of its line.
    private const int MostStatusBytes = 4;

    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private const int EndedByTerm = 143;

    private readonly SupervisedProcess _process;
    private readonly byte[] _mark;
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _received = new(0);

    private LookShell(SupervisedProcess process, string mark)
    {
        (_process, _mark) = (process, Encoding.ASCII.GetBytes($"\n{mark} "));
        _process.Received = () => _received.Release();
        _ = _process.Completion.ContinueWith(_ => _received.Release(), TaskScheduler.Default);
    }

    /// <summary>Whether it can take a command: it lives, and its last one came to its end.</summary>
    public bool IsIdle { get; private set; } = true;

    public bool IsAlive => !_process.Completion.IsCompleted;

    /// <param name="start">Starts a supervised process on the host.</param>
    /// <exception cref="RemoteException">The host cannot be reached or refuses the command.</exception>
    public static async Task<LookShell> StartAsync(
        Func<RemoteCommand, CancellationToken, Task<SupervisedProcess>> start,
        bool asRoot,
        CancellationToken cancellationToken
    )
    {
        var mark = $"perftests-look-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var command = new RemoteCommand(Script.With(mark))
        {
            AsRoot = asRoot,
            ReadsInput = true,
            TimeLimit = Life,
        };
        return new LookShell(await start(command, cancellationToken), mark);
    }

    /// <summary>Runs a command to its end. When this fails, or the command's limit was reached, the shell is of no use any more.</summary>
    /// <exception cref="RemoteException">The connection was lost, or the command printed more than fits.</exception>
    public async Task<CommandResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        IsIdle = false;
        _process.Line = command.Line;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(command.TimeLimit);
        try
        {
            if (command.Functions.Length > 0 && _functions.Add(command.Functions))
                await _process.WriteLineAsync($"keep {ScriptLine.Of(command.Functions)}", limit.Token);
            await _process.WriteLineAsync($"look {ScriptLine.Of(Line(command))}", limit.Token);
            while (true)
            {
                await _received.WaitAsync(limit.Token);
                if (Ended(_process.Output) is { } output && Ended(_process.Error) is { } error)
                {
                    _process.Output.Forget();
                    _process.Error.Forget();
                    IsIdle = true;
                    return new CommandResult(output.Status, output.Content, error.Content);
                }
                if (_process.Completion.IsCompleted)
                {
                    var ended = await _process.Completion;
                    throw _process.Lost($"the shell that ran it ended with exit code {ended.ExitCode}");
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CommandResult(EndedByTerm, _process.Output.Content, _process.Error.Content) { ReachedLimit = true };
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Received = null;
        await _process.DisposeAsync();
    }

    private static string Line(RemoteCommand command) =>
        command.WorkingDirectory is null ? command.Line : $"cd -- {ShellWord.Quote(command.WorkingDirectory)} || exit\n{command.Line}";

    /// <summary>What a stream has before the mark that ends it; null until that came.</summary>
    private (byte[] Content, int Status)? Ended(FramedOutput stream)
    {
        var last = stream.Last(_mark.Length + MostStatusBytes);
        var at = last.AsSpan().LastIndexOf(_mark);
        return
            at >= 0
            && last[^1] == '\n'
            && int.TryParse(last.AsSpan()[(at + _mark.Length)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? (stream.Content[..^(last.Length - at)], status)
            : null;
    }
}
