using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Remote.SshNet;
using PerfTests.Infrastructure.Remote.SshNet.Settings;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet;

[TestFixture]
internal sealed class PrivateKeysTests
{
    private const string Variable = "PERFTESTS_TEST_DAMAGED_KEY";

    private TestKeys _keys = null!;

    [SetUp]
    public void MakeFolder() => _keys = new TestKeys();

    [TearDown]
    public void RemoveFolder()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _keys.Dispose();
    }

    [TestCase("RSA PRIVATE KEY")]
    [TestCase("EC PRIVATE KEY")]
    [TestCase("PRIVATE KEY")]
    [TestCase("OPENSSH PRIVATE KEY")]
    public void Whatever_bytes_a_key_holds_it_is_told_as_a_key_that_cannot_be_used(string kind) =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                bytes => Problem(PemEncoding.WriteString(kind, bytes)) is { } problem && problem.Contains("cannot be used")
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void What_a_wrong_passphrase_decrypts_to_has_the_passphrase_as_its_remedy()
    {
        // As a wrong passphrase decrypts a key of the older format: to bytes that say they are longer than any key can be.
        Environment.SetEnvironmentVariable(Variable, "wrong words");
        Assert.That(
            Problem(PemEncoding.WriteString("RSA PRIVATE KEY", [0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), Variable),
            Does.Contain("cannot be opened").And.EndsWith($"Remedy: check the passphrase in {Variable}")
        );
    }

    [TestCase("ed25519")]
    [TestCase("rsa", "-m", "PEM")]
    public async Task A_key_that_is_cut_off_or_damaged_is_loaded_or_explained(string type, params string[] arguments)
    {
        var whole = await File.ReadAllTextAsync(await _keys.MakeAsync("user", type, "", arguments));
        Prop.ForAll(
                (
                    from at in Gen.Choose(0, whole.Length - 1)
                    from with in Gen.Elements("", "A", "\n", "\0", "=")
                    select (at, with)
                ).ToArbitrary(),
                damage =>
                {
                    Problem(whole.Remove(damage.at, 1).Insert(damage.at, damage.with));
                    Problem(whole[..damage.at]);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private string? Problem(string content, string? variable = null)
    {
        var path = Path.Combine(_keys.Folder, "damaged");
        File.WriteAllText(path, content);
        using var keys = PrivateKeys.Load(
            new ClientSettings
            {
                HostName = "box",
                User = "root",
                IdentityFiles = [path],
                NamesIdentities = true,
            },
            variable
        );
        return keys.Problem;
    }
}
