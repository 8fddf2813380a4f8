using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Remote.OpenSsh;
using PerfTests.Infrastructure.Remote.SshNet.HostKeys;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet.HostKeys;

[TestFixture]
internal sealed class HostKeyCheckTests
{
    private const string Changed = "REMOTE HOST IDENTIFICATION HAS CHANGED";
    private const string Revoked = "REVOKED HOST KEY DETECTED";

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TestKey Own = TestKey.Ed25519(1);
    private static readonly TestKey Other = TestKey.Ed25519(2);
    private static readonly TestKey Authority = TestKey.Ed25519(9);

    private static readonly HostCertificate Certificate = new()
    {
        AuthorityKey = Authority.Blob,
        IsForHosts = true,
        Principals = ["elsewhere", "box"],
        ValidAfter = Now,
        ValidBefore = Now.AddSeconds(1),
        HasCriticalOptions = false,
    };

    private string _file = "";

    [SetUp]
    public void MakeFile() => _file = Path.Combine(Directory.CreateTempSubdirectory("pt-check-").FullName, "known_hosts");

    [TearDown]
    public void RemoveFile() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Test]
    public void The_known_key_is_accepted() => Assert.That(Check($"box {Own.Text}").Refusal(Own.Presented), Is.Null);

    [Test]
    public void Each_of_several_known_keys_is_accepted() =>
        Assert.That(Check($"box {Other.Text}\nbox {Own.Text}").Refusal(Own.Presented), Is.Null);

    [Test]
    public void A_key_of_another_host_is_unknown() =>
        Assert.That(
            Check($"other {Own.Text}").Refusal(Own.Presented),
            Does.StartWith("No ED25519 host key is known for box").And.EndsWith("Host key verification failed.")
        );

    [Test]
    public void A_changed_key_names_the_line_and_how_to_remove_it()
    {
        var refusal = Check($"\nbox {Other.Text}", port: 2222, names: "[box]:2222").Refusal(Own.Presented)!;
        Assert.Multiple(() =>
        {
            Assert.That(refusal, Does.Contain(Changed).And.Contain($"Offending ED25519 key in {_file}:2\n"));
            Assert.That(SshErrors.OldKeyRemoval(refusal), Is.EqualTo($"ssh-keygen -R '[box]:2222' -f {_file}"));
            Assert.That(SshErrors.Explain(refusal, 255), Does.Contain("find out why").And.Not.Contain("add the host's key"));
        });
    }

    [Test]
    public void A_host_that_is_known_by_a_key_of_another_type_only_has_changed() =>
        Assert.That(
            Check($"box {TestKey.Ecdsa(1).Text}").Refusal(Own.Presented),
            Does.Contain(Changed).And.Contain($"Offending ECDSA key in {_file}:1\n")
        );

    [TestCase("box {0}\n@revoked box {0}")]
    [TestCase("@revoked * {0}\nbox {0}")]
    [TestCase("@revoked * {0}")]
    public void A_revoked_key_is_refused_whatever_else_is_known(string lines) =>
        Assert.That(Check(string.Format(lines, Own.Text)).Refusal(Own.Presented), Does.Contain(Revoked));

    [Test]
    public void A_line_that_revokes_or_signs_makes_no_key_known()
    {
        Assert.That(Check($"@cert-authority box {Own.Text}").Refusal(Own.Presented), Does.StartWith("No ED25519 host key is known"));
        Assert.That(Check($"@revoked box {Other.Text}").Refusal(Own.Presented), Does.StartWith("No ED25519 host key is known"));
    }

    [Test]
    public void A_key_that_is_known_without_the_port_is_accepted_where_none_is_known_with_it()
    {
        Assert.That(Check($"box {Own.Text}", port: 2222).Refusal(Own.Presented), Is.Null);
        Assert.That(
            Check($"box {Other.Text}", port: 2222).Refusal(Own.Presented),
            Does.StartWith("No ED25519 host key is known for [box]")
        );
    }

    [Test]
    public void A_key_that_is_known_without_the_port_proves_nothing_where_another_is_known_with_it() =>
        Assert.That(Check($"[box]:2222 {Other.Text}\nbox {Own.Text}", port: 2222).Refusal(Own.Presented), Does.Contain(Changed));

    [Test]
    public void A_key_that_is_known_with_a_port_only_is_not_known_without() =>
        Assert.That(Check($"[box]:22 {Own.Text}\n[box]:2222 {Own.Text}").Refusal(Own.Presented), Does.StartWith("No "));

    [Test]
    public void An_alias_is_looked_up_alone_and_without_a_port()
    {
        Assert.That(Check($"alias {Own.Text}", port: 2222, alias: "alias").Refusal(Own.Presented), Is.Null);
        Assert.That(
            Check($"box {Own.Text}\n[box]:2222 {Own.Text}", port: 2222, alias: "alias").Refusal(Own.Presented),
            Does.StartWith("No ")
        );
        Assert.That(Check($"[alias]:2222 {Own.Text}", port: 2222, alias: "alias").Refusal(Own.Presented), Does.StartWith("No "));
    }

    [Test]
    public void Types_that_are_known_are_asked_for_first_and_those_without_the_port_where_none_is_known_with_it()
    {
        var (with, without) = ($"[box]:2222 {TestKey.Ecdsa(1).Text}", $"box {Own.Text}");
        Assert.That(Check($"{with}\n{without}", port: 2222).KnownTypes, Is.EqualTo(new[] { "ecdsa-sha2-nistp256" }));
        Assert.That(Check($"{without}\n@revoked * {TestKey.Ecdsa(1).Text}", port: 2222).KnownTypes, Is.EqualTo(new[] { "ssh-ed25519" }));
    }

    [Test]
    public void A_certificate_of_a_known_authority_is_accepted()
    {
        Assert.That(Check($"@cert-authority b* {Authority.Text}").Refusal(Signed(Certificate)), Is.Null);
        Assert.That(Check($"@cert-authority b?x {Authority.Text}", port: 2222).Refusal(Signed(Certificate)), Is.Null);
        Assert.That(Check($"@cert-authority box {Authority.Text}").HasAuthority, Is.True);
        Assert.That(Check($"box {Authority.Text}\n@cert-authority other {Authority.Text}").HasAuthority, Is.False);
    }

    [Test]
    public void A_certificate_proves_nothing_where_its_authority_is_unknown_or_no_authority()
    {
        Assert.That(Check($"@cert-authority box {Other.Text}").Refusal(Signed(Certificate)), Does.StartWith("No "));
        Assert.That(Check($"@cert-authority other {Authority.Text}").Refusal(Signed(Certificate)), Does.StartWith("No "));
        Assert.That(Check($"box {Authority.Text}").Refusal(Signed(Certificate)), Does.Contain(Changed));
    }

    [Test]
    public void A_certificate_of_a_revoked_authority_or_around_a_revoked_key_is_refused()
    {
        var authority = $"@cert-authority box {Authority.Text}";
        Assert.That(Check($"{authority}\n@revoked * {Authority.Text}").Refusal(Signed(Certificate)), Does.Contain(Revoked));
        Assert.That(Check($"{authority}\n@revoked box {Own.Text}").Refusal(Signed(Certificate)), Does.Contain(Revoked));
        Assert.That(
            Check($"box {Own.Text}\n@revoked * {Authority.Text}").Refusal(Signed(Certificate)),
            Does.Contain(Revoked),
            "the plain key is known, and OpenSSH refuses it all the same"
        );
    }

    private static IEnumerable<TestCaseData> InvalidCertificates()
    {
        yield return new TestCaseData(Certificate with { IsForHosts = false }, "not a host certificate").SetArgDisplayNames("user");
        yield return new TestCaseData(Certificate with { ValidBefore = Now }, "expired").SetArgDisplayNames("expired");
        yield return new TestCaseData(Certificate with { ValidAfter = Now.AddSeconds(1) }, "not yet valid").SetArgDisplayNames("early");
        yield return new TestCaseData(Certificate with { HasCriticalOptions = true }, "critical options").SetArgDisplayNames("options");
        foreach (
            var principals in (string[][])
                [
                    ["elsewhere"],
                    [],
                    ["BOX"],
                    ["[box]:22"],
                    ["box "],
                ]
        )
            yield return new TestCaseData(Certificate with { Principals = principals }, "not a listed principal").SetArgDisplayNames(
                $"for '{string.Join(',', principals)}'"
            );
    }

    [TestCaseSource(nameof(InvalidCertificates))]
    public void A_certificate_that_does_not_hold_is_refused_and_leaves_the_plain_key(HostCertificate certificate, string why)
    {
        var authority = $"@cert-authority box {Authority.Text}";
        Assert.That(Check(authority).Refusal(Signed(certificate)), Does.Contain(why).And.EndsWith("Host key verification failed."));
        Assert.That(Check($"{authority}\nbox {Other.Text}").Refusal(Signed(certificate)), Is.Not.Null);
        Assert.That(Check($"{authority}\nbox {Own.Text}").Refusal(Signed(certificate)), Is.Null);
    }

    [Test]
    public void A_certificate_is_for_the_alias_where_there_is_one()
    {
        var known = $"@cert-authority alias {Authority.Text}";
        Assert.That(Check(known, alias: "alias").Refusal(Signed(Certificate)), Does.Contain("not a listed principal"));
        Assert.That(Check(known, alias: "alias").Refusal(Signed(Certificate with { Principals = ["alias"] })), Is.Null);
    }

    private static PresentedKey Signed(HostCertificate certificate) => Own.Presented with { Certificate = certificate };

    private HostKeyCheck Check(string lines, int port = 22, string? alias = null, string names = "box")
    {
        File.WriteAllText(_file, names == "box" ? lines : lines.Replace("box ", $"{names} ", StringComparison.Ordinal));
        return HostKeyCheck.For("Box", port, alias, [_file], new FakeTimeProvider(Now));
    }
}
