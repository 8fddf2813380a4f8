using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Remote.OpenSsh;

[TestFixture]
internal sealed class SshPathTests
{
    private static readonly string[] Names =
    [
        "with blanks",
        "100%h %%d",
        "it's",
        "a \"b\" c",
        "back\\slash \\\" end\\",
        "#hash",
        "=equals",
        "größe",
        "$HOME `id`",
    ];

    [TestCaseSource(nameof(Names))]
    public async Task A_path_reaches_ssh_as_it_is(string name)
    {
        if (LocalCommand.Find("ssh") is null)
            Assert.Ignore("needs ssh");
        var output = await LocalCommand.RunAsync(
            ["ssh", "-Fnone", $"-oIdentityFile={SshPath.Value($"/keys/{name}")}", "-G", "one"],
            CancellationToken.None
        );
        // It shows the words that it read, before it expands '%'.
        Assert.That(output.Split('\n'), Does.Contain($"identityfile /keys/{name.Replace("%", "%%")}"));
    }

    [TestCase("/keys/a\nb", "control character")]
    [TestCase("/keys/${HOME}", "variable")]
    public void A_path_that_no_option_can_hold_is_refused_with_the_reason(string path, string why)
    {
        Assert.That(SshPath.Problem(path), Does.Contain(why));
        Assert.That(
            () => new SshTarget("one", "192.0.2.1") { WorkDir = "w", IdentityFile = path }.RequireFiles(),
            Throws.TypeOf<RemoteException>().With.Message.Contains(why).And.Message.Contains("correct identity_file in ssh-hosts.yaml")
        );
    }

    [Test]
    public void A_key_that_is_not_there_is_told_before_anybody_is_asked() =>
        Assert.That(
            () => new SshTarget("one", "192.0.2.1") { WorkDir = "w", IdentityFile = "/no/such/key" }.RequireFiles(),
            Throws
                .TypeOf<RemoteException>()
                .With.Message.Contains("/no/such/key does not exist on this machine")
                .And.Message.Contains("Remedy: ")
        );

    [Test]
    public async Task A_key_that_is_not_there_is_told_by_a_host_too()
    {
        await using var host = OpenHost.Of(
            new SshTarget("one", "192.0.2.1") { WorkDir = "w", IdentityFile = "/no/such/key" },
            Path.GetTempPath()
        );
        Assert.That(
            () => host.RunAsync(new RemoteCommand("true"), CancellationToken.None),
            Throws.TypeOf<RemoteException>().With.Message.Contains("does not exist")
        );
    }

    [Test]
    public async Task A_folder_for_control_sockets_whose_path_is_too_long_is_told_with_the_remedy()
    {
        await using var host = OpenHost.Of(
            new SshTarget("one", "192.0.2.1") { WorkDir = "w", Transport = Transport.OpenSsh },
            $"/tmp/{new string('x', 100)}"
        );
        Assert.That(
            () => host.RunAsync(new RemoteCommand("true"), CancellationToken.None),
            Throws.TypeOf<RemoteException>().With.Message.Contains("set TMPDIR")
        );
    }

    [Test]
    [Category("Lab")]
    public async Task Blanks_and_percent_signs_in_every_path_of_ssh_are_only_characters()
    {
        await using var sshd = await TestSshd.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(sshd.Folder, "100%h of 'x' #1")).FullName;
        foreach (var name in (string[])["id", "known_hosts"])
            File.Copy(Path.Combine(sshd.Folder, name), Path.Combine(folder, name));
        var config = Path.Combine(folder, "ssh %h config");
        await File.WriteAllTextAsync(config, "Host alias\n  HostName 127.0.0.1\n");
        await using var host = OpenHost.Of(
            sshd.Target with
            {
                Address = "alias",
                IdentityFile = Path.Combine(folder, "id"),
                KnownHostsFile = Path.Combine(folder, "known_hosts"),
                ConfigFile = config,
            },
            folder
        );
        Assert.That((await host.RunAsync(new RemoteCommand("echo up"), CancellationToken.None)).Output, Is.EqualTo("up\n"));
    }
}
