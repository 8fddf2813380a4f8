using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote.SshNet.HostKeys;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet.HostKeys;

[TestFixture]
internal sealed class KnownHostsFileTests
{
    private static readonly string Key = TestKey.Ed25519(1).Text;

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pt-known-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("box", "box", true)]
    [TestCase("box", "Box", true)]
    [TestCase("BOX", "box", true)]
    [TestCase("box", "box.example.com", false)]
    [TestCase("other,box,10.0.0.1", "box", true)]
    [TestCase("other,box,10.0.0.1", "10.0.0.1", true)]
    [TestCase("box", "[box]:2222", false)]
    [TestCase("[box]:2222", "[box]:2222", true)]
    [TestCase("[box]:2222", "[box]:22222", false)]
    [TestCase("[box]:2222", "box", false)]
    [TestCase("[*.example.com]:2222", "[a.example.com]:2222", true)]
    [TestCase("*.example.com", "a.b.example.com", true)]
    [TestCase("*.example.com", "example.com", false)]
    [TestCase("box?", "box1", true)]
    [TestCase("box?", "box", false)]
    [TestCase("*,!box", "box", false)]
    [TestCase("!box,*", "box", false)]
    [TestCase("*,!box", "box2", true)]
    [TestCase("!box", "box2", false)]
    [TestCase("!*", "box", false)]
    [TestCase("box,!BOX", "box", false)]
    [TestCase("!", "box", false)]
    [TestCase(",", "box", false)]
    [TestCase("bo.", "box", false)]
    [TestCase("[a-z]ox", "box", false)]
    public void A_line_names_hosts_by_patterns(string names, string host, bool isNamed) =>
        Assert.That(Find($"{names} {Key}", host), Has.Count.EqualTo(isNamed ? 1 : 0));

    [TestCase("# box {0}")]
    [TestCase("   # box {0}")]
    [TestCase("#box {0}")]
    [TestCase("# comment\rbox {0}")]
    [TestCase("box")]
    [TestCase("box ssh-ed25519")]
    [TestCase("box ssh-ed25519 !!!!")]
    [TestCase("box ssh-ed25519 AAAA")]
    [TestCase("box ssh-ed25519 AAAAC3NzaC1lZDI1NTE5")]
    [TestCase("{0}")]
    [TestCase("@unknown box {0}")]
    [TestCase("@revoked @cert-authority box {0}")]
    [TestCase("@cert-authority")]
    [TestCase("@REVOKED box {0}")]
    [TestCase("|1|box {0}")]
    [TestCase("|1|| {0}")]
    [TestCase("|1|AAAA|AAAA {0}")]
    [TestCase("|2|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= {0}")]
    [TestCase("\uFEFFbox {0}")]
    [TestCase("")]
    public void A_line_that_is_no_whole_one_names_nothing_and_those_after_it_count(string line)
    {
        var found = Find($"{string.Format(line, Key)}\nbox {TestKey.Ed25519(2).Text} a comment", "box");
        Assert.That(found.Select(known => (known.Line, known.Is(TestKey.Ed25519(2).Blob))), Is.EqualTo(new[] { (2, true) }));
    }

    [Test]
    public void A_key_that_is_of_another_type_than_its_line_says_is_none() =>
        Assert.That(Find($"box ssh-rsa {Key.Split(' ')[1]}", "box"), Is.Empty);

    [Test]
    public void Blanks_tabs_and_carriage_returns_separate() =>
        Assert.That(
            Find($" \t@cert-authority \t box\t\t{Key.Replace(' ', '\t')}\r\nbox {Key}\r\n", "box")
                .Select(known => (known.Line, known.Marker)),
            Is.EqualTo(new[] { (1, KnownHostMarker.CertificateAuthority), (2, KnownHostMarker.None) })
        );

    [Test]
    public void Every_line_of_every_file_that_is_there_counts_with_its_place()
    {
        var (first, second) = (Path.Combine(_folder, "first"), Path.Combine(_folder, "second"));
        File.WriteAllText(first, $"box {Key}\nother {Key}\n@revoked * {TestKey.Ecdsa(3).Text}\n");
        File.WriteAllText(second, $"\nbox {TestKey.Ecdsa(4).Text}\n");
        Assert.That(
            KnownHostsFile
                .Find([first, Path.Combine(_folder, "none"), second], "box")
                .Select(known => (known.File, known.Line, known.Marker, known.KeyType)),
            Is.EqualTo(
                new[]
                {
                    (first, 1, KnownHostMarker.None, "ssh-ed25519"),
                    (first, 3, KnownHostMarker.Revoked, "ecdsa-sha2-nistp256"),
                    (second, 2, KnownHostMarker.None, "ecdsa-sha2-nistp256"),
                }
            )
        );
    }

    [Test]
    [Platform("Linux")]
    public async Task Names_that_ssh_keygen_hashed_are_found_and_others_are_not()
    {
        var file = Path.Combine(_folder, "hashed");
        await File.WriteAllTextAsync(file, $"box,10.0.0.1 {Key}\n[box]:2222 {TestKey.Ed25519(2).Text}\n");
        await LocalCommand.RunAsync(["ssh-keygen", "-H", "-f", file], CancellationToken.None);
        Assert.That(await File.ReadAllTextAsync(file), Does.Not.Contain("box").And.Contain("|1|"));
        Assert.Multiple(() =>
        {
            Assert.That(KnownHostsFile.Find([file], "box").Single().Is(TestKey.Ed25519(1).Blob));
            Assert.That(KnownHostsFile.Find([file], "BOX").Single().Is(TestKey.Ed25519(1).Blob));
            Assert.That(KnownHostsFile.Find([file], "10.0.0.1").Single().Is(TestKey.Ed25519(1).Blob));
            Assert.That(KnownHostsFile.Find([file], "[box]:2222").Single().Is(TestKey.Ed25519(2).Blob));
            Assert.That(KnownHostsFile.Find([file], "[box]:2223"), Is.Empty);
            Assert.That(KnownHostsFile.Find([file], "10.0.0.2"), Is.Empty);
        });
    }

    private IReadOnlyList<KnownHost> Find(string text, string name)
    {
        var file = Path.Combine(_folder, "known_hosts");
        File.WriteAllText(file, text);
        return KnownHostsFile.Find([file], name);
    }
}
