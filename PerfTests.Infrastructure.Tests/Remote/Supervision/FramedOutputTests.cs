using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

[TestFixture]
internal sealed class FramedOutputTests
{
    private const string Nonce = "perftests-0123456789abcdef";
    private const int Limit = 1024 * 1024;

    [Test]
    public void Nothing_is_output_before_the_begin_marker()
    {
        var framed = Read("Welcome to this machine\nLast login: today\n");
        Assert.Multiple(() =>
        {
            Assert.That(framed.ProcessId, Is.Null);
            Assert.That(framed.Content, Is.Empty);
            Assert.That(framed.Everything, Does.Contain("Last login"));
        });
    }

    [Test]
    public void What_a_profile_prints_is_never_read_as_output_even_without_a_line_end()
    {
        var framed = Read($"motd\n\0noise without end{Begin(42)}mine\n{Exit(0)}");
        Assert.Multiple(() =>
        {
            Assert.That(framed.ProcessId, Is.EqualTo(42));
            Assert.That(Text(framed), Is.EqualTo("mine\n"));
        });
    }

    [Test]
    public void Output_is_there_while_the_command_runs()
    {
        var framed = Read($"{Begin(7)}so far");
        Assert.Multiple(() =>
        {
            Assert.That(Text(framed), Is.EqualTo("so far"));
            Assert.That(framed.ExitCode, Is.Null);
        });
    }

    [Test]
    public void What_comes_after_the_exit_marker_is_not_output()
    {
        var framed = Read($"{Begin(7)}mine{Exit(255)}Connection to host closed.\n");
        Assert.Multiple(() =>
        {
            Assert.That(Text(framed), Is.EqualTo("mine"));
            Assert.That(framed.ExitCode, Is.EqualTo(255));
        });
    }

    [Test]
    public void A_marker_of_another_command_is_output_like_any_other_text()
    {
        var foreign = $"{SupervisorScript.BeginMarker("perftests-f")}3\n{SupervisorScript.ExitMarker("perftests-f")}9\n";
        Assert.That(Text(Read($"{Begin(7)}{foreign}{Exit(0)}")), Is.EqualTo(foreign));
    }

    [Test]
    public void A_begin_marker_in_the_output_is_output() =>
        Assert.That(Text(Read($"{Begin(7)}a{Begin(8)}b{Exit(0)}")), Is.EqualTo($"a{Begin(8)}b"));

    // A program that prints the command lines of all processes shows the supervisor's own marker too.
    [TestCase(" \n")]
    [TestCase("%d\\n\n")]
    [TestCase("-1\n")]
    [TestCase("+1\n")]
    [TestCase("99999999999\n")]
    [TestCase("x")]
    [TestCase("")]
    [TestCase("\n")]
    public void A_marker_without_a_number_is_output_and_hides_no_true_one(string instead)
    {
        var output = $"a{SupervisorScript.ExitMarker(Nonce)}{instead}";
        var framed = Read($"{Begin(7)}{output}{Exit(3)}");
        Assert.That((framed.ExitCode, Text(framed)), Is.EqualTo(((int?)3, output)));
    }

    [Test]
    public void A_begin_marker_without_a_number_in_a_profile_hides_no_true_one() =>
        Assert.That(Read($"{SupervisorScript.BeginMarker(Nonce)}$$\n{Begin(7)}").ProcessId, Is.EqualTo(7));

    [Test]
    public void A_marker_without_its_number_yet_is_waited_for()
    {
        var framed = Read($"{Begin(7)}out{Exit(12)[..^2]}");
        Assert.That(framed.ExitCode, Is.Null);
        framed.Append("2\n"u8);
        Assert.Multiple(() =>
        {
            Assert.That(framed.ExitCode, Is.EqualTo(12));
            Assert.That(Text(framed), Is.EqualTo("out"));
        });
    }

    [Test]
    public void Markers_are_found_however_the_stream_is_cut_and_every_byte_of_output_is_kept() =>
        Prop.ForAll(
                Streams().ToArbitrary(),
                stream =>
                {
                    var framed = new FramedOutput(Nonce, Limit);
                    var bytes = stream.Bytes.AsSpan();
                    foreach (var length in stream.Chunks)
                    {
                        var chunk = bytes[..Math.Min(length, bytes.Length)];
                        framed.Append(chunk);
                        bytes = bytes[chunk.Length..];
                    }
                    framed.Append(bytes);
                    return framed.ProcessId == 4711
                        && framed.ExitCode == stream.ExitCode
                        && framed.Content.AsSpan().SequenceEqual(stream.Output);
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void An_endless_output_without_a_line_end_is_kept_by_its_beginning_and_its_end()
    {
        var framed = Read(Begin(7));
        var megabyte = new byte[1024 * 1024];
        Array.Fill(megabyte, (byte)'x');
        for (var i = 0; i < 20; i++)
            framed.Append(megabyte);
        framed.Append(Encoding.ASCII.GetBytes($"last words{Exit(3)}"));
        Assert.Multiple(() =>
        {
            Assert.That(framed.ExitCode, Is.EqualTo(3));
            Assert.That(framed.Content, Has.Length.LessThan(Limit + 100));
            Assert.That(Text(framed), Does.EndWith("xlast words").And.Contain($"\n[{framed.Dropped} bytes left out]\n"));
            Assert.That(framed.Dropped, Is.EqualTo(19 * 1024 * 1024 + 10));
        });
    }

    [Test]
    public void A_profile_that_prints_without_end_is_not_kept_and_hides_no_marker()
    {
        var framed = Read("");
        for (var i = 0; i < 100; i++)
            framed.Append(new byte[64 * 1024]);
        Assert.That(framed.Everything, Has.Length.LessThan(FramedOutput.NoiseLimitBytes + 100));
        framed.Append(Encoding.ASCII.GetBytes($"{Begin(7)}mine{Exit(0)}"));
        Assert.That((framed.ProcessId, Text(framed)), Is.EqualTo(((int?)7, "mine")));
    }

    private static Gen<(byte[] Bytes, byte[] Output, int ExitCode, int[] Chunks)> Streams() =>
        from noise in Pieces()
        from output in Pieces()
        from exitCode in Gen.Choose(0, 255)
        from chunks in Gen.Choose(1, 40).ArrayOf()
        select (
            (byte[])
                [.. noise, .. Encoding.ASCII.GetBytes(Begin(4711)), .. output, .. Encoding.ASCII.GetBytes(Exit(exitCode)), .. "bye\n"u8],
            output,
            exitCode,
            chunks
        );

    /// <summary>Random bytes among beginnings of markers.</summary>
    private static Gen<byte[]> Pieces() =>
        from pieces in Gen.OneOf(
                Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(),
                from length in Gen.Choose(0, Exit(0).Length - 3)
                select Encoding.ASCII.GetBytes(Exit(0)[..length])
            )
            .ArrayOf()
        select pieces.SelectMany(piece => piece).ToArray();

    private static FramedOutput Read(string text)
    {
        var framed = new FramedOutput(Nonce, Limit);
        framed.Append(Encoding.UTF8.GetBytes(text));
        return framed;
    }

    private static string Text(FramedOutput framed) => Encoding.UTF8.GetString(framed.Content);

    private static string Begin(int processId) => $"{SupervisorScript.BeginMarker(Nonce)}{processId}\n";

    private static string Exit(int code) => $"{SupervisorScript.ExitMarker(Nonce)}{code}\n";
}
