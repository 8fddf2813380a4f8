using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Tests.Matrix;

namespace PerfTests.Infrastructure.Tests.Execution.Hooks;

[TestFixture]
internal sealed class HookDigestTests
{
    private static readonly PerfCase Case = new(
        SampleConfig.Environment(),
        new Workload
        {
            Type = TestType.Latency,
            Protocol = Protocol.Udp,
            Params = "latency_2s",
            ServerCommand = null,
            ClientCommand = new CommandTemplate("load"),
            Streams = 1,
            BasePort = 7000,
            DurationSeconds = 2,
            TargetBandwidth = "0",
        },
        null
    );

    [Test]
    public void Without_hooks_there_is_no_digest() => Assert.That(Of(), Is.Null);

    [Test]
    public void Names_are_shown_and_any_change_of_a_command_shows()
    {
        var one = Hook("a", "true");
        Assert.That(Of(one, Hook("b", "true")), Does.Match(@"^a, b \([0-9a-f]{6}\)$"));
        Assert.That(Of(one with { Command = new CommandTemplate("sleep 1") }), Is.Not.EqualTo(Of(one)));
        Assert.That(Of(one with { AsRoot = true }), Is.Not.EqualTo(Of(one)));
    }

    [Test]
    public void A_hook_of_other_cases_is_left_out() =>
        Assert.That(Of(Hook("a", "true") with { Cases = new CaseRule { Environment = "other" } }), Is.Null);

    private static string? Of(params HookSpec[] hooks) => HookDigest.Of(new HooksConfig { Custom = hooks }, [], Case);

    private static HookSpec Hook(string name, string command) =>
        new()
        {
            Name = name,
            Kind = HookKind.Custom,
            Level = HookLevel.Run,
            On = HookTarget.Server,
            Command = new CommandTemplate(command),
        };
}
