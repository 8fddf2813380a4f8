using System.Diagnostics;
using PerfTests.Infrastructure.Lab;

namespace PerfTests.Infrastructure.Tests.Scripts;

/// <summary>What linters say of the repository's scripts, those that are built into assemblies included.</summary>
[TestFixture]
internal sealed class ScriptLintTests
{
    [Test]
    public void Scripts_of_the_launcher_and_those_that_go_to_hosts_are_among_them() =>
        Assert.That(
            ScriptFiles.Shell,
            Is.SupersetOf(
                new[]
                {
                    "perftests",
                    "scripts/install-prerequisites",
                    "PerfTests.Infrastructure/Remote/Supervision/supervise.sh",
                    "PerfTests.Workbench/Doctor/Checks/bpf.sh",
                }
            )
        );

    [TestCase(true)]
    [TestCase(false, "--shell=sh")]
    public async Task Nothing_is_found_in_shell_scripts(bool nameTheirShell, params string[] options) =>
        Assert.That(
            await SaidAsync(
                LocalCommand.Find("shellcheck")
                    ?? throw new InvalidOperationException("shellcheck is not installed; run scripts/install-prerequisites --for-tests"),
                ["--format=gcc", .. options, .. ScriptFiles.Shell.Where(path => ScriptFiles.NamesItsShell(path) == nameTheirShell)]
            ),
            Is.Empty
        );

    // The browser comes with a node of its own.
    [TestCaseSource(typeof(ScriptFiles), nameof(ScriptFiles.Browser))]
    public async Task A_script_of_a_page_is_understood(string path) =>
        Assert.That(
            await SaidAsync(
                Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, ".playwright", "node"), "node", SearchOption.AllDirectories)[0],
                ["--check", path]
            ),
            Is.Empty
        );

    private static async Task<string> SaidAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = RepositoryFolder.Of(),
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : $"{output}{await error}";
    }
}
