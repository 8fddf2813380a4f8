using System.Diagnostics;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Tests.Configuration.Commands;

[TestFixture]
internal sealed class ShellWordTests
{
    [TestCase("eth0", "eth0")]
    [TestCase("", "''")]
    [TestCase("a b", "'a b'")]
    [TestCase("it's", @"'it'\''s'")]
    [TestCase("$(reboot)", "'$(reboot)'")]
    public void A_value_becomes_one_word(string value, string expected) => Assert.That(ShellWord.Quote(value), Is.EqualTo(expected));

    [Test]
    public void A_shell_reads_back_any_value_unchanged()
    {
        var values = Gen.ArrayOf(Gen.Elements("'\"\\ $`!*?[]{}()<>|&;#~\n\tabcä-%".ToCharArray()), 40)
            .Sample(20, 50)
            .Select(characters => new string(characters))
            .ToList();
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", $"printf '%s\\0' {string.Join(' ', values.Select(ShellWord.Quote))}"])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.That(output.Split('\0')[..^1], Is.EqualTo(values));
    }

    [Test]
    public void A_value_with_NUL_is_refused() => Assert.That(() => ShellWord.Quote("a\0b"), Throws.ArgumentException);
}
