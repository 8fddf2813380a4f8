using System.Globalization;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet.HostKeys;

/// <summary>A real sshd, and for every content of known_hosts the OpenSSH client's judgement beside that of the library.</summary>
[TestFixture]
[Category("Lab")]
internal sealed class HostKeyAgreementTests
{
    private TestKeys? _keys;
    private TestSshd? _sshd;
    private TestSshd? _certified;
    private string _ecdsa = "";
    private string _authority = "";
    private string _other = "";

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _keys = new TestKeys();
        _ecdsa = await _keys.MakeAsync("ecdsa", "ecdsa");
        _authority = await _keys.MakeAsync("ca", "ed25519");
        _other = await _keys.MakeAsync("other", "ed25519");
        var certificate = await TestKeys.SignAsync(_authority, _ecdsa, "-h", "-n", "127.0.0.1,other");
        _sshd = await TestSshd.StartAsync(Transport.SshNet, $"HostKey {_ecdsa}");
        _certified = await TestSshd.StartAsync(Transport.SshNet, $"HostKey {_ecdsa}", $"HostCertificate {certificate}");
    }

    [OneTimeTearDown]
    public async Task StopServer()
    {
        foreach (var sshd in (TestSshd?[])[_sshd, _certified])
        {
            if (sshd is not null)
                await sshd.DisposeAsync();
        }
        _keys?.Dispose();
    }

    // {0} port, {1} the host's ed25519 key, {2} its ecdsa key, {3} the authority of its certificate, {4} a key of somebody else.
    [TestCase("[127.0.0.1]:{0} {1}", true)]
    [TestCase("[127.0.0.1]:{0} {2}", true)]
    [TestCase("127.0.0.1 {1}", true)]
    [TestCase("[127.0.0.1]:{0} {4}\n[127.0.0.1]:{0} {1}", true)]
    [TestCase("# comment\n\nbroken line\n[127.0.0.?]:* {1} comment", true)]
    [TestCase("127.0.0.*,!127.0.0.2 {1}", true)]
    [TestCase("[127.0.0.1]:{0} {1}\r", true)]
    [TestCase("", false)]
    [TestCase("[127.0.0.1]:{0} {4}", false)]
    [TestCase("127.0.0.1 {4}", false)]
    [TestCase("[127.0.0.1]:{0} {4}\n127.0.0.1 {1}", false)]
    [TestCase("[127.0.0.1]:1{0} {1}", false)]
    [TestCase("127.0.0.2 {1}", false)]
    [TestCase("*,!*:{0} {4}\n![127.0.0.1]:{0},[127.0.0.1]:{0} {1}", false)]
    [TestCase("# x\r[127.0.0.1]:{0} {1}", false)]
    [TestCase("[127.0.0.1]:{0} {1}\n@revoked * {1}", false)]
    [TestCase("@revoked [127.0.0.1]:{0} {2}\n[127.0.0.1]:{0} {2}", false)]
    [TestCase("@cert-authority [127.0.0.1]:{0} {3}", true)]
    [TestCase("@cert-authority 127.0.0.* {3}", true)]
    [TestCase("@cert-authority * {4}\n@cert-authority * {3}", true)]
    [TestCase("@cert-authority * {4}", false)]
    [TestCase("@cert-authority * {1}", false)]
    [TestCase("[127.0.0.1]:{0} {3}", false)]
    [TestCase("@cert-authority other {3}", false)]
    [TestCase("@cert-authority * {3}\n@revoked * {3}", false)]
    [TestCase("@cert-authority * {3}\n@revoked * {2}", false)]
    [TestCase("@cert-authority * {4}\n[127.0.0.1]:{0} {1}", false, Description = "the certificate is asked for, and another key is in it")]
    [TestCase("@cert-authority * {4}\n[127.0.0.1]:{0} {2}", true)]
    [TestCase("@cert-authority * {4}\n[127.0.0.1]:{0} {4}", false)]
    [TestCase("@cert-authority * {3}\n[127.0.0.1]:{0} {4}", true)]
    public async Task A_host_is_accepted_exactly_where_the_openssh_client_accepts_it(string lines, bool isAccepted)
    {
        var sshd = lines.Contains("@cert", StringComparison.Ordinal) ? _certified! : _sshd!;
        var file = await WriteAsync(lines, sshd);
        var target = sshd.Target with { KnownHostsFile = file };
        var refusal = await RefusalAsync(target);
        Assert.That(
            (Library: refusal is null, OpenSsh: await RefusalAsync(target with { Transport = Transport.OpenSsh }) is null),
            Is.EqualTo((isAccepted, isAccepted)),
            refusal
        );
    }

    [Test]
    public async Task A_certificate_that_is_expired_is_told_as_such()
    {
        using var keys = new TestKeys();
        var (authority, key) = (await keys.MakeAsync("ca", "ed25519"), await keys.MakeAsync("host", "ecdsa"));
        var certificate = await TestKeys.SignAsync(authority, key, "-h", "-V", "20200101:20200102");
        await using var sshd = await TestSshd.StartAsync(Transport.SshNet, $"HostKey {key}", $"HostCertificate {certificate}");
        await File.WriteAllTextAsync(sshd.Target.KnownHostsFile!, $"@cert-authority * {TestKeys.Public(authority)}\n");
        Assert.That(await RefusalAsync(sshd.Target), Does.Contain("its certificate is expired or not yet valid"));
    }

    [Test]
    public async Task Hashed_names_are_known()
    {
        var file = await WriteAsync("[127.0.0.1]:{0} {1}", _sshd!);
        await LocalCommand.RunAsync(["ssh-keygen", "-H", "-f", file], CancellationToken.None);
        Assert.That(await File.ReadAllTextAsync(file), Does.StartWith("|1|"));
        Assert.That(await RefusalAsync(_sshd!.Target with { KnownHostsFile = file }), Is.Null);
    }

    [TestCase("[127.0.0.1]:{0} {4}")]
    [TestCase("[127.0.0.1]:{0} {4}\n127.0.0.1 {1}")]
    public async Task A_changed_key_is_refused_and_the_user_is_told_to_find_out_why(string lines)
    {
        var file = await WriteAsync(lines, _sshd!);
        Assert.That(
            await RefusalAsync(_sshd!.Target with { KnownHostsFile = file }),
            Does.Contain("the host's key changed: find out why")
                .And.Contain($"ssh-keygen -R '[127.0.0.1]:{_sshd.Target.Port}' -f {file}")
                .And.Not.Contain("add the host's key")
        );
    }

    // What a certificate says in ssh-keygen's arguments.
    [TestCase("ed25519", "-h -n localhost", true)]
    [TestCase("ed25519", "-h -n elsewhere", false)]
    [TestCase("ed25519", "-h -n LOCALHOST", false)]
    [TestCase("ed25519", "-h -n localhost -V 20200101:20200102", false)]
    [TestCase("ed25519", "-h -n localhost -V +52w:+53w", false)]
    [TestCase("ed25519", "-n localhost", false)]
    [TestCase("rsa", "-h -n localhost", true)]
    [TestCase("rsa", "-h -n localhost -t rsa-sha2-256", true)]
    [TestCase("rsa", "-h -n localhost -t ssh-rsa", false)]
    [TestCase("ecdsa", "-h -n localhost", true)]
    public async Task A_certificate_is_accepted_exactly_where_the_openssh_client_accepts_it(string type, string arguments, bool isAccepted)
    {
        using var keys = new TestKeys();
        var (authority, key) = (await keys.MakeAsync("ca", type), await keys.MakeAsync("host", "ecdsa"));
        var certificate = await TestKeys.SignAsync(authority, key, arguments.Split(' '));
        await using var sshd = await TestSshd.StartAsync(Transport.SshNet, $"HostKey {key}", $"HostCertificate {certificate}");
        var known = Path.Combine(keys.Folder, "known");
        await File.WriteAllTextAsync(known, $"@cert-authority [localhost]:* {TestKeys.Public(authority)}\n");
        var target = sshd.Target with { Address = "localhost", KnownHostsFile = known };
        var (library, client) = (await RefusalAsync(target), await RefusalAsync(target with { Transport = Transport.OpenSsh }));
        Assert.That((Library: library is null, OpenSsh: client is null), Is.EqualTo((isAccepted, isAccepted)), $"{library}\n{client}");
    }

    private async Task<string> WriteAsync(string lines, TestSshd sshd)
    {
        var file = Path.Combine(_keys!.Folder, "known_hosts");
        await File.WriteAllTextAsync(
            file,
            string.Format(
                CultureInfo.InvariantCulture,
                lines,
                sshd.Target.Port,
                TestKeys.Public(Path.Combine(sshd.Folder, "host_key")),
                TestKeys.Public(_ecdsa),
                TestKeys.Public(_authority),
                TestKeys.Public(_other)
            ) + "\n"
        );
        return file;
    }

    private async Task<string?> RefusalAsync(SshTarget target)
    {
        await using var host = OpenHost.Of(target, Path.Combine(_keys!.Folder, "s"));
        try
        {
            await host.ConnectAsync(CancellationToken.None);
            return null;
        }
        catch (RemoteException refused)
        {
            Assert.That(refused.Details, Does.Contain("verification failed"), "no other failure is meant");
            return refused.Message;
        }
    }
}
