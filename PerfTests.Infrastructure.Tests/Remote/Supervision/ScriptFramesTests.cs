using System.Diagnostics;
using System.Text;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

[TestFixture]
internal sealed class ScriptFramesTests
{
    [TestCase(1)]
    [TestCase(3)]
    public async Task Files_that_a_shell_prints_come_back_with_name_status_and_every_byte(int count)
    {
        var contents = new[] { "", "two\nlines and no end", "frames 1\nout 0\n" };
        var script =
            $"{ScriptFrames.ShellFunction}\ncd \"$(mktemp -d)\" || exit\n"
            + string.Concat(contents.Select((content, i) => $"printf %s '{content}' >{i}.out\n"))
            + $"frames {string.Join(' ', Enumerable.Range(0, count).Select(i => $"name{i} {i} {i}.out"))}; rm ?.out; rmdir \"$PWD\"";
        var frames = ScriptFrames.Parse(await PrintedByAsync(script));
        Assert.That(
            frames.Select(frame => (frame.Name, frame.Status, frame.Text)),
            Is.EqualTo(contents.Take(count).Select((content, i) => ($"name{i}", i, content)))
        );
    }

    [Test]
    public void What_is_cut_off_anywhere_or_has_more_than_it_says_is_refused()
    {
        var whole = FramedFiles.Of(("out", "figures\n"), ("err", "a warning\n"));
        Assert.Multiple(() =>
        {
            for (var length = 0; length < whole.Length; length++)
                Assert.That(() => ScriptFrames.Parse(whole[..length]), Throws.TypeOf<FormatException>(), $"{length} bytes");
            Assert.That(() => ScriptFrames.Parse([.. whole, (byte)'x']), Throws.TypeOf<FormatException>());
        });
    }

    [TestCase("frames 0\n")]
    [TestCase("frames -1\n")]
    [TestCase("frames 999999999\n")]
    [TestCase("frames 1\nout 0\n-5 file\n")]
    [TestCase("frames 1\nout zero\n1 file\nx")]
    [TestCase("frames 2\na 0\nb 0\n1 a\n1 b\n9 total\nxy")]
    public void Hostile_tables_are_refused(string output) =>
        Assert.That(() => ScriptFrames.Parse(Encoding.ASCII.GetBytes(output)), Throws.TypeOf<FormatException>());

    private static async Task<byte[]> PrintedByAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        await shell.StandardOutput.BaseStream.CopyToAsync(output);
        await shell.WaitForExitAsync();
        return output.ToArray();
    }
}
