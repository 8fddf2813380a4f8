using System.ComponentModel;
using System.Diagnostics;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Lab;

/// <summary>A short command on this machine, bounded in time.</summary>
internal static class LocalCommand
{
    private const int MostBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Absolute path of a program; the folders of system programs count even where a user's PATH lacks them.</summary>
    public static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/local/sbin:/usr/sbin:/sbin"
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>Standard output of the command.</summary>
    /// <exception cref="LabUnavailableException">It could not be started, took too long or failed; the message has its standard
    /// error.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> command, string input, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        using var process = Start(command);
        try
        {
            var output = BoundedBytes.ReadAsync(process.StandardOutput.BaseStream, MostBytes, limit.Token);
            var error = BoundedBytes.ReadAsync(process.StandardError.BaseStream, MostBytes, limit.Token);
            await WriteAsync(process, input, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? (await output).ToString()
                : throw new LabUnavailableException(
                    $"{Text(command)} failed with exit code {process.ExitCode}: {OneLine.LastOf((await error).ToString(), 300)}"
                );
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new LabUnavailableException($"{Text(command)} did not end within {Limit.TotalSeconds} s");
        }
        finally
        {
            // Killed and gone: a clean-up that follows must not race with what the command was about to make.
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public static Task<string> RunAsync(IReadOnlyList<string> command, CancellationToken ct) => RunAsync(command, "", ct);

    private static Process Start(IReadOnlyList<string> command)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(Find(command[0]) ?? command[0], command.Skip(1))
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    WorkingDirectory = "/",
                }
            )!;
        }
        catch (Win32Exception exception)
        {
            throw new LabUnavailableException($"{Text(command)} cannot be started: {exception.Message}", exception);
        }
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command ended before it read everything: its exit code and standard error say why.
        }
    }

    private static string Text(IReadOnlyList<string> command) => $"`{string.Join(' ', command)}`";
}
