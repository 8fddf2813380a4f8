using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>A controller that runs on a fault's machine, and what it has printed so far.</summary>
internal sealed class RunningSession : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly List<string> _errors = [];
    private readonly Task _ended;

    public RunningSession(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _ended = Task.WhenAll(
            ReadAsync(_process.StandardOutput, _lines),
            ReadAsync(_process.StandardError, _errors),
            _process.WaitForExitAsync()
        );
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public IReadOnlyList<string> Lines => Copy(_lines);

    public IReadOnlyList<string> Errors => Copy(_errors);

    /// <summary>Waits for a line behind those that were seen; false when the session ended without it.</summary>
    public async Task<bool> SaysAsync(Regex line, CancellationToken cancellationToken)
    {
        while (!Lines.Any(line.IsMatch))
        {
            if (_ended.IsCompleted)
                return Lines.Any(line.IsMatch);
            await Task.Delay(PollInterval, cancellationToken);
        }
        return true;
    }

    /// <returns>False when the time limit is over.</returns>
    public async Task<bool> EndsAsync(TimeSpan limit)
    {
        try
        {
            // Its output may stay open in the hands of something that it left, which is another finding.
            await _process.WaitForExitAsync().WaitAsync(limit);
            await Task.WhenAny(_ended, Task.Delay(TimeSpan.FromSeconds(1)));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static async Task ReadAsync(StreamReader reader, List<string> lines)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (lines)
                lines.Add(line);
        }
    }

    private static List<string> Copy(List<string> lines)
    {
        lock (lines)
            return [.. lines];
    }
}
