using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

[TestFixture]
internal sealed class ScriptLineTests
{
    private static IEnumerable<string> Shells =>
        ((string[])["sh", "bash", "busybox", "ksh", "mksh", "zsh"]).Where(shell => LocalCommand.Find(shell) is not null);

    [Test]
    public void A_script_is_one_line_of_printable_ASCII() =>
        Prop.ForAll<NonNull<string>>(script =>
                ScriptLine.Of(script.Get.Replace("\0", "", StringComparison.Ordinal)).All(letter => letter is >= ' ' and <= '~')
            )
            .QuickCheckThrowOnFailure();

    [TestCaseSource(nameof(Shells))]
    public void A_shell_turns_the_line_back_into_the_script(string shell)
    {
        const string Script = "echo 'a\\nb \\\\ \\0101 %s %b' # ü \u0001\u007f\n\tprintf '\\c'\n  \\last\\";
        using var process = Process.Start(
            new ProcessStartInfo(
                shell,
                [
                    .. shell == "busybox" ? ["sh"] : Array.Empty<string>(),
                    "-c",
                    """IFS= read -r script && printf %s. "$(printf %b "$script")" """,
                ]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        process.StandardInput.Write($"{ScriptLine.Of(Script)}\nnot read\n");
        process.StandardInput.Close();
        Assert.That(process.StandardOutput.ReadToEnd(), Is.EqualTo($"{Script}."));
    }

    [Test]
    public void A_script_that_no_shell_can_hold_is_refused() =>
        Assert.That(() => ScriptLine.Of("echo \0"), Throws.ArgumentException.With.Message.Contains("NUL"));
}
