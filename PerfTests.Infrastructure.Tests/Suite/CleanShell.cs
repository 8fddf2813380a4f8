using System.Diagnostics;

namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>Programs started as a user's shell starts them, bounded in time, with nothing of what this test run was started with.</summary>
internal static class CleanShell
{
    // Coverage, debugging, and the user's own choices.
    private static readonly string[] Foreign = ["PERFTESTS_", "VSTEST_", "CORECLR_", "COR_", "MSBUILD", "COVERLET"];

    public static bool IsForeign(string variable) => Foreign.Any(prefix => variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <param name="variables">Environment variables of the program.</param>
    /// <returns>Exit code, and standard output followed by standard error.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        IReadOnlyDictionary<string, string> variables,
        TimeSpan limit,
        string input = ""
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await Task.WhenAll(process.WaitForExitAsync(), output, error).WaitAsync(limit);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
