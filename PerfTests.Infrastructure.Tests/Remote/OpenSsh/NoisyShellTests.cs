using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Tests.Remote.OpenSsh;

/// <summary>A host whose login shell prints on both streams before every command, as an rc file does.</summary>
[TestFixture(Transport.SshNet)]
[TestFixture(Transport.OpenSsh)]
[Category("Lab")]
internal sealed class NoisyShellTests(Transport transport)
{
    private const string Noisy =
        "ForceCommand echo 'Welcome to'; printf 'no line end'; echo quota >&2; exec /bin/sh -c \"$SSH_ORIGINAL_COMMAND\"";

    [Test]
    public async Task Files_arrive_whole_and_commands_are_understood()
    {
        await using var sshd = await TestSshd.StartAsync(transport, Noisy);
        var host = sshd.Connect();
        var source = Directory.CreateDirectory(Path.Combine(sshd.Folder, "source", "suite")).FullName;
        var bytes = new byte[10 * 1024 * 1024];
        Random.Shared.NextBytes(bytes);
        await File.WriteAllBytesAsync(Path.Combine(source, "large"), bytes);
        await host.UploadAsync(source, $"{host.WorkDir}/suite", CancellationToken.None);
        Assert.That(File.ReadAllBytes($"{host.WorkDir}/suite/large").AsSpan().SequenceEqual(bytes), Is.True);
        Assert.That((await host.RunAsync(new RemoteCommand("echo mine"), CancellationToken.None)).Output, Is.EqualTo("mine\n"));
    }

    [Test]
    public async Task A_shell_that_prints_without_end_is_given_up_with_the_remedy()
    {
        await using var sshd = await TestSshd.StartAsync(transport, "ForceCommand exec cat /dev/zero");
        Assert.That(
            () => sshd.Connect().RunAsync(new RemoteCommand("true"), CancellationToken.None),
            Throws.TypeOf<RemoteException>().With.Message.Contains("rc files printed more than 4 MiB")
        );
    }
}
