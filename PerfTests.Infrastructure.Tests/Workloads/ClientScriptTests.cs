using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.Supervision;
using PerfTests.Infrastructure.Tests.Remote;
using PerfTests.Infrastructure.Tests.Remote.Supervision;
using PerfTests.Infrastructure.Workloads;

namespace PerfTests.Infrastructure.Tests.Workloads;

[TestFixture]
internal sealed class ClientScriptTests
{
    [Test]
    public void Every_stream_comes_apart_as_it_went_in() =>
        Prop.ForAll(
                Outputs().ToArbitrary(),
                processes =>
                {
                    var read = ClientScript.Parse(Framed(processes));
                    return read.ProbeBefore == "b\n"
                        && read.ProbeAfter == ""
                        && read.Processes.Zip(processes)
                            .All(pair =>
                                pair.First.ExitCode == pair.Second.ExitCode
                                && pair.First.StandardOutput.AsSpan().SequenceEqual(pair.Second.StandardOutput)
                                && pair.First.StandardError.AsSpan().SequenceEqual(pair.Second.StandardError)
                                && pair.First.CpuSeconds == pair.Second.CpuSeconds
                            );
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Output_that_is_cut_anywhere_within_a_frame_is_refused()
    {
        var whole = Framed([new ClientProcess(0, "out\n"u8.ToArray(), "error"u8.ToArray())]);
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.That(() => ClientScript.Parse(cut), Throws.TypeOf<LoadFailedException>(), $"cut after {length} bytes");
        }
    }

    [TestCase("sh: mktemp: not found\n")]
    [TestCase("frames 2\nafter 0\nbefore 0\n0 f\n0 f\n0 total\n")]
    [TestCase("frames 3\nbefore 0\nafter 0\nout 0\n0 f\n0 f\n0 f\n0 total\n")]
    public void What_is_no_client_output_is_refused(string text) =>
        Assert.That(
            () => ClientScript.Parse(Encoding.UTF8.GetBytes(text)),
            Throws.TypeOf<LoadFailedException>().With.Message.Contains("cut off")
        );

    [Test]
    [Category("Lab")]
    public async Task All_streams_run_at_once_with_their_own_status_and_output_between_the_probes_and_leave_no_file()
    {
        await using var lab = await RemoteLab.RaiseAsync();
        var (host, folder) = (lab["system-client"], Directory.CreateDirectory(lab["system-client"].WorkDir).FullName);
        // Each waits for the other, so they end only if they run at once.
        string[] commands =
        [
            "mkfifo $PWD/meet; echo hello >meet; printf 'a\\000b'; exit 3",
            "until [ -p meet ]; do sleep 0.01; done; read word <meet; echo \"$word\"; echo bad >&2; kill -s KILL $(sh -c 'echo $PPID')",
        ];
        var ran = await host.RunAsync(
            new RemoteCommand(ClientScript.Build(commands, "echo probe; ls")) { WorkingDirectory = folder },
            CancellationToken.None
        );
        var output = ClientScript.Parse(ran.StandardOutput);
        Assert.Multiple(() =>
        {
            Assert.That(output.Processes.Select(process => process.ExitCode), Is.EqualTo(new[] { 3, 137 }));
            Assert.That(output.Processes[0].StandardOutput, Is.EqualTo("a\0b"u8.ToArray()));
            Assert.That(Encoding.UTF8.GetString(output.Processes[1].StandardOutput), Is.EqualTo("hello\n"));
            Assert.That(Encoding.UTF8.GetString(output.Processes[1].StandardError), Does.StartWith("bad\n"));
            Assert.That(output.Processes.Select(process => process.CpuSeconds), Is.All.GreaterThan(0).And.All.LessThan(5));
            Assert.That(output.ProbeBefore, Is.EqualTo("probe\nbefore\n"));
            Assert.That(output.ProbeAfter, Does.StartWith("probe\n").And.Contain("0.out").And.Contain("1.err"));
            Assert.That(Directory.GetFileSystemEntries(folder), Is.Empty);
        });
    }

    [Test]
    [Category("Lab")]
    public async Task A_load_that_is_stopped_leaves_no_file_and_no_process()
    {
        await using var lab = await RemoteLab.RaiseAsync();
        var (host, folder) = (lab["system-client"], Directory.CreateDirectory(lab["system-client"].WorkDir).FullName);
        await using (
            await host.StartAsync(
                new RemoteCommand(ClientScript.Build(["exec sleep 56789"], "true")) { WorkingDirectory = folder },
                CancellationToken.None
            )
        )
            await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("sleep\056789").Count == 1, "the load runs");
        await LocalProcesses.WaitUntilAsync(() => LocalProcesses.With("sleep\056789").Count == 0, "the load is gone");
        Assert.That(Directory.GetFileSystemEntries(folder), Is.Empty);
    }

    private static Gen<List<ClientProcess>> Outputs() =>
        (
            from exitCode in Gen.Choose(0, 255)
            from output in Bytes()
            from error in Bytes()
            from milliseconds in Gen.Choose(0, 5000).Select(value => value == 0 ? (int?)null : value)
            select new ClientProcess(exitCode, output, error) { CpuSeconds = milliseconds / 1000.0 }
        ).ListOf();

    private static Gen<byte[]> Bytes() =>
        Gen.OneOf(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(), Gen.Constant("out 0 5\nerr 0 9\n"u8.ToArray()));

    private static byte[] Framed(IEnumerable<ClientProcess> processes) =>
        FramedFiles.Of([
            new ScriptFrame("before", 0, "b\n"u8.ToArray()),
            new ScriptFrame("after", 0, []),
            .. processes.SelectMany(process =>
                new[]
                {
                    new ScriptFrame("out", process.ExitCode, process.StandardOutput),
                    new ScriptFrame("err", process.ExitCode, process.StandardError),
                    new ScriptFrame("cpu", 0, Times(process)),
                }
            ),
        ]);

    // What a shell that was killed leaves is empty.
    private static byte[] Times(ClientProcess process) =>
        process.CpuSeconds is not { } seconds ? [] : Encoding.ASCII.GetBytes($"0m0.002s 0m0.000s\n0m0.000s 0m{seconds:0.000}s\n");
}
