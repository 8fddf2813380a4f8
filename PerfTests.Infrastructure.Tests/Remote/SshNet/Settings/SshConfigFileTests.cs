using PerfTests.Infrastructure.Remote.SshNet.Settings;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet.Settings;

[TestFixture]
internal sealed class SshConfigFileTests
{
    private readonly HomeFolder _home = new();

    [OneTimeTearDown]
    public void RemoveHome() => _home.Dispose();

    [TestCase("Host box", true)]
    [TestCase("Host other box", true)]
    [TestCase("Host b*", true)]
    [TestCase("Host b?x", true)]
    [TestCase("Host BOX", false)]
    [TestCase("Host *", true)]
    [TestCase("Host * !box", false)]
    [TestCase("Host !box *", false)]
    [TestCase("Host !other", false)]
    [TestCase("Host * !other", true)]
    [TestCase("Host \"box\"", true)]
    [TestCase("Host=box", true)]
    [TestCase("host = box", true)]
    [TestCase("  HOST\tbox  ", true)]
    [TestCase("Host other # box", false)]
    [TestCase("Host other box#", false)]
    [TestCase("Host \"other box\"", false)]
    public void A_block_is_for_the_hosts_of_its_patterns(string block, bool isFor) =>
        Assert.That(Parse($"{block}\n  User me").Select(setting => setting.Value), Is.EqualTo(isFor ? new[] { "me" } : []));

    [TestCase("User me", "me")]
    [TestCase("User=me", "me")]
    [TestCase("User = me", "me")]
    [TestCase("\tUSER\t me \r", "me")]
    [TestCase("User \"me and you\"", "me and you")]
    [TestCase("User 'me and you'", "me and you")]
    [TestCase("User me\\ and\\ you", "me and you")]
    [TestCase("User m\"e a\"nd", "me and")]
    [TestCase("User \"m\\\"e\"", "m\"e")]
    [TestCase("User me # and you", "me")]
    [TestCase("User me#you", "me#you")]
    [TestCase("User \"#me\"", "#me")]
    public void The_first_word_is_read_as_ssh_reads_it(string line, string word) =>
        Assert.That(SshConfigFile.Words(Parse(line).Single().Value)[0], Is.EqualTo(word));

    [TestCase("IdentityFile a # b c", "a")]
    [TestCase("IdentityFile a b", "a,b")]
    public void Words_end_at_a_comment(string line, string words) =>
        Assert.That(string.Join(',', SshConfigFile.Words(Parse(line).Single().Value)), Is.EqualTo(words));

    [TestCase("# User me")]
    [TestCase("  # User me")]
    [TestCase("# comment\rUser me")]
    [TestCase("")]
    public void A_comment_says_nothing(string line) => Assert.That(Parse(line), Is.Empty);

    [TestCase("\"User\" me")]
    [TestCase("User")]
    [TestCase("User \"me")]
    [TestCase("Host \"box")]
    [TestCase("@User me")]
    [TestCase("Host other\nUser")]
    public void A_line_that_cannot_be_read_is_not_passed_over(string line) =>
        Assert.That(Parse(line).Select(setting => setting.Key), Has.One.StartsWith("the line '"));

    [Test]
    public void A_match_block_counts_as_itself_and_ends_the_block_before_it() =>
        Assert.That(
            Parse("Host box\nUser me\nMatch host box\nPort 9\nHost other\nMatch all\nHost box\nPort 22").Select(setting => setting.Key),
            Is.EqualTo(new[] { "user", "match", "match", "port" })
        );

    [Test]
    public void Includes_are_read_in_their_place_by_name_and_pattern_without_hidden_files()
    {
        _home
            .Write(".ssh/one", "User one")
            .Write(".ssh/d/b.conf", "User b")
            .Write(".ssh/d/a.conf", "User a")
            .Write(".ssh/d/a.other", "User other")
            .Write(".ssh/d/.hidden.conf", "User hidden")
            .Write("elsewhere", "User elsewhere\nHost other\nUser nobody")
            .Configure($"Include one d/*.conf none\nInclude \"{_home.Home}/elsewhere\"\nInclude ~/elsewhere\nUser last");
        Assert.That(Read().Select(setting => setting.Value), Is.EqualTo(new[] { "one", "a", "b", "elsewhere", "elsewhere", "last" }));
    }

    [Test]
    public void An_include_counts_in_the_block_it_stands_in()
    {
        _home.Write(".ssh/one", "User one").Configure("Host other\nInclude one\nHost box\nInclude one\nPort 9");
        Assert.That(Read().Select(setting => setting.Value), Is.EqualTo(new[] { "one", "9" }));
    }

    [Test]
    public void Files_that_include_one_another_are_an_error()
    {
        _home.Write(".ssh/loop", "Include config").Configure("Include loop");
        Assert.That(Read, Throws.TypeOf<IOException>().With.Message.Contains("include one another"));
    }

    [TestCase("Include */config")]
    [TestCase("Include conf[ab]")]
    [TestCase("Include ~other/config")]
    [TestCase("Include ${HOME}/config")]
    public void A_pattern_that_only_ssh_follows_is_not_passed_over(string line) =>
        Assert.That(Parse(line).Select(setting => setting.Key), Has.One.StartsWith("include "));

    private static IReadOnlyList<ConfigSetting> Parse(string text) => SshConfigFile.Parse("f", text.Split('\n'), "box", "/nowhere");

    private IReadOnlyList<ConfigSetting> Read() => SshConfigFile.Read(_home.Config, "box", _home.Ssh, _home.Home);
}
