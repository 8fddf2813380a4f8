using PerfTests.Infrastructure.Remote.SshNet;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet;

[TestFixture]
internal sealed class JumpHopTests
{
    [TestCase("jump", "jump", null, null)]
    [TestCase("me@jump", "jump", "me", null)]
    [TestCase("me@jump:2222", "jump", "me", 2222)]
    [TestCase("me@corp@jump", "jump", "me@corp", null, Description = "the last @ separates, as for ssh")]
    [TestCase("[2001:db8::1]:2222", "2001:db8::1", null, 2222)]
    [TestCase("[2001:db8::1]", "2001:db8::1", null, null)]
    [TestCase("me@2001:db8::1", "2001:db8::1", "me", null)]
    [TestCase("ssh://me@jump:2222", "jump", "me", 2222)]
    [TestCase("ssh://me@[::1]:22/", "::1", "me", 22)]
    public void A_hop_is_user_host_and_port(string text, string host, string? user, int? port) =>
        Assert.That(JumpHop.Parse(text), Is.EqualTo(new[] { new JumpHop(host, user, port) }));

    [Test]
    public void Several_hops_are_in_the_order_of_the_way() =>
        Assert.That(JumpHop.Parse("a@first:1, [::2]:3"), Is.EqualTo(new[] { new JumpHop("first", "a", 1), new JumpHop("::2", null, 3) }));

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("a,,b")]
    [TestCase("a,")]
    [TestCase("@jump")]
    [TestCase("me@")]
    [TestCase("jump:")]
    [TestCase("jump:0")]
    [TestCase("jump:65536")]
    [TestCase("jump:-1")]
    [TestCase("jump:22x")]
    [TestCase("jump:99999999999999999999")]
    [TestCase("[::1")]
    [TestCase("[::1]22")]
    [TestCase("[::1]x:22")]
    [TestCase("[]:22")]
    [TestCase("::1]:22")]
    [TestCase("ssh://")]
    [TestCase("ssh://jump/path")]
    [TestCase("-oProxyCommand=touch /tmp/owned")]
    [TestCase("me@-oProxyCommand=x")]
    [TestCase("jump box")]
    [TestCase("jump\nbox")]
    public void What_is_no_host_is_told(string text) =>
        Assert.That(() => JumpHop.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains("[user@]host[:port]"));
}
