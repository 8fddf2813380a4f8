using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Remote;

/// <summary>What every transport gets for free.</summary>
public static class RemoteHostExtensions
{
    // The kernel takes back what a killed process held before its end is told: hundreds of probes, one after the other.
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(30);

    // The host ends a command at its limit; this is for hosts that cannot.
    private static readonly TimeSpan LocalSlack = TimeSpan.FromMinutes(1);

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="RemoteException">The host cannot be reached, or the connection was lost.</exception>
    public static async Task<CommandResult> RunAsync(this IRemoteHost host, RemoteCommand command, CancellationToken cancellationToken)
    {
        await using var process = await host.StartAsync(command, cancellationToken);
        try
        {
            return await process.Completion.WaitAsync(command.TimeLimit + LocalSlack, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new RemoteException(
                host.Id,
                $"'{OneLine.Command(command.Line)}' could not be ended at its limit of {command.TimeLimit.TotalSeconds:0.#} s; "
                    + "does a process of it hang in the kernel?"
            );
        }
    }

    /// <summary>Runs a command that must succeed.</summary>
    /// <exception cref="RemoteException">It ended with another exit code than 0.</exception>
    public static async Task<CommandResult> RunCheckedAsync(
        this IRemoteHost host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) => Checked(host, command, await host.RunAsync(command, cancellationToken));

    /// <summary>Looks with a command that must succeed.</summary>
    /// <exception cref="RemoteException">It ended with another exit code than 0.</exception>
    public static async Task<CommandResult> LookCheckedAsync(
        this IRemoteHost host,
        RemoteCommand command,
        CancellationToken cancellationToken
    ) => Checked(host, command, await host.LookAsync(command, cancellationToken));

    private static CommandResult Checked(IRemoteHost host, RemoteCommand command, CommandResult result)
    {
        if (result.ExitCode == 0)
            return result;
        var (line, said) = (OneLine.Command(command.Line), OneLine.LastOf(result.Error, 300));
        throw new RemoteException(
            host.Id,
            result.ReachedLimit
                ? $"'{line}' did not end within {command.TimeLimit.TotalSeconds:0.#} s; is the host overloaded? {said}".TrimEnd()
                : $"'{line}' ended with exit code {result.ExitCode}: {said}"
        )
        {
            Details = $"'{command.Line}' ended with exit code {result.ExitCode}: {result.Error.Trim()}",
        };
    }

    /// <summary>Stops a process politely: each signal in turn, each with the same grace, the last one being KILL.</summary>
    /// <returns>What the process left, its last output included.</returns>
    /// <exception cref="TimeoutException">It is still there half a minute after KILL.</exception>
    public static async Task<CommandResult> StopAsync(
        this IRemoteProcess process,
        TimeSpan grace,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        foreach (var signal in (Signal[])[Signal.Int, Signal.Term, Signal.Kill])
        {
            if (process.Completion.IsCompleted)
                break;
            await process.SignalAsync(signal, cancellationToken);
            try
            {
                return await process.Completion.WaitAsync(grace, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                continue;
            }
        }
        try
        {
            return await process.Completion.WaitAsync(AfterKill, time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException(
                $"process {process.ProcessId} has not ended {(grace + AfterKill).TotalSeconds:0.#} s after SIGKILL; see what the kernel "
                    + $"waits for in /proc/{process.ProcessId}/stack on its host",
                exception
            );
        }
    }
}
