using System.Diagnostics;
using System.Text;
using PerfTests.Infrastructure.Tests.Suite;

namespace PerfTests.Infrastructure.Tests.Machines;

/// <summary>A verb of <c>./perftests</c> that a test watches, and perhaps kills, while it runs.</summary>
internal sealed class SuiteProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private SuiteProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static SuiteProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [CliRun.Program, .. arguments])
        {
            WorkingDirectory = RepositoryFolder.Of(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(CleanShell.IsForeign).ToList())
            start.Environment.Remove(name);
        return new SuiteProcess(Process.Start(start)!);
    }

    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(TimeSpan limit)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"still running after {limit.TotalMinutes} min:\n{Output}");
        }
        return _process.ExitCode;
    }

    /// <summary>SIGKILL to all of it: nothing of it can clean up.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
