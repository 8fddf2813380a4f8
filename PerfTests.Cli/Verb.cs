using System.CommandLine;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Workbench.Calibration;

namespace PerfTests.Cli;

/// <summary>What all verbs share: the failures that a user can mend become one message and an exit code.</summary>
internal static class Verb
{
    public static Command Create(
        string name,
        string description,
        Func<ParseResult, CancellationToken, Task<int>> run,
        params Option[] options
    )
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                try
                {
                    return await run(parsed, cancellationToken);
                }
                catch (ConfigurationException exception)
                {
                    await Console.Error.WriteLineAsync(exception.Message);
                    return ExitCode.Usage;
                }
                catch (RemoteException exception) when (exception.Failures.Count > 0)
                {
                    // A line for each host: whoever mends one reads what the others need.
                    foreach (var failure in exception.Failures)
                        await Console.Error.WriteLineAsync($"perftests: {failure.Message}");
                    return ExitCode.EnvironmentNotUsable;
                }
                catch (Exception exception)
                    when (exception
                            is LabUnavailableException
                                or RemoteException
                                or InUseException
                                or ResultStorageException
                                or HookFailedException
                                or HostGoneException
                                or CalibrationFailedException
                    )
                {
                    await Console.Error.WriteLineAsync($"perftests: {exception.Message}");
                    return ExitCode.EnvironmentNotUsable;
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // A file or a folder that is not as it should be: the message of the runtime names it.
                    await Console.Error.WriteLineAsync($"perftests: {exception.Message}");
                    return ExitCode.EnvironmentNotUsable;
                }
            }
        );
        return command;
    }
}
