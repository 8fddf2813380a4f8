using FsCheck;
using FsCheck.Fluent;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Workbench.Init;

namespace PerfTests.Infrastructure.Tests.Workbench.Init;

[TestFixture]
internal sealed class HostAddressTests
{
    [TestCase("gateway", "gateway", null, null)]
    [TestCase("perf@10.0.0.7", "10.0.0.7", "perf", null)]
    [TestCase("perf@host.example:2222", "host.example", "perf", 2222)]
    [TestCase("host:22", "host", null, 22)]
    [TestCase("root@2001:db8::1", "2001:db8::1", "root", null)]
    [TestCase("root@[2001:db8::1]:2222", "2001:db8::1", "root", 2222)]
    [TestCase("user@corp@jump", "jump", "user@corp", null)]
    [TestCase("lab:system-server", "lab:system-server", null, null)]
    public void A_host_is_read_as_ssh_reads_it(string text, string host, string? user, int? port)
    {
        var read = HostAddress.Parse("server", text, "--server");
        Assert.That((read.Id, read.Host, read.User, read.Port), Is.EqualTo(("server", host, user, port)));
    }

    [TestCase("")]
    [TestCase("-oProxyCommand=reboot")]
    [TestCase("-l@host")]
    [TestCase("two words")]
    [TestCase("@host")]
    [TestCase("user@")]
    [TestCase("host:")]
    [TestCase("host:0")]
    [TestCase("host:65536")]
    [TestCase("[2001:db8::1]x")]
    [TestCase("line\nbreak")]
    public void What_is_no_host_is_refused_with_the_option_and_the_remedy(string text) =>
        Assert.That(
            () => HostAddress.Parse("server", text, "--server"),
            Throws.TypeOf<ConfigurationException>().With.Message.StartWith("--server: ").And.Message.Contains("Write user@host")
        );

    [Test]
    public void Whatever_is_accepted_loads_from_a_set_again() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                text =>
                {
                    try
                    {
                        var host = HostAddress.Parse("server", text.Get, "--server");
                        return !host.Host.StartsWith('-') && host.Host.Length > 0 && !host.Host.Any(char.IsWhiteSpace);
                    }
                    catch (ConfigurationException)
                    {
                        return true;
                    }
                }
            )
            .QuickCheckThrowOnFailure();
}
