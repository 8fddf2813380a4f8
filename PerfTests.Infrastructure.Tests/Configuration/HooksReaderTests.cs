using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Tests.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Configuration;

[TestFixture]
internal sealed class HooksReaderTests
{
    private const string File = "hooks.yaml";

    [Test]
    public void A_hook_says_what_runs_where_and_when()
    {
        var hooks = Load(
            """
            hooks:
              init:
                - {name: governor, at: session, on: all, run: "cpupower frequency-set -g performance", as_root: true, timeout: 10, fatal: false}
                - {name: trace, at: run, on: server, run: "echo {case} {arm} {interface}", environment: "n*", test_type: latency}
              post:
                - {name: restore, at: case, on: two, run: "true", arm: ebpf}
              custom:
                - {name: watch, at: run, on: client, run: "vmstat 1", stop_grace: 5}
            """
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                hooks.Init.Select(hook => (hook.Name, hook.Level, hook.On, hook.AsRoot, hook.TimeoutSeconds, hook.IsFatal)),
                Is.EqualTo(
                    new[]
                    {
                        ("governor", HookLevel.Session, "all", true, 10.0, false),
                        ("trace", HookLevel.Run, "server", false, 30.0, true),
                    }
                )
            );
            Assert.That(hooks.Init[1].Cases with { Line = 0 }, Is.EqualTo(new CaseRule { Environment = "n*", TestType = "latency" }));
            Assert.That(
                hooks.Post.Select(hook => (hook.On, hook.Kind, hook.Arm, hook.IsFatal)),
                Is.EqualTo(new[] { ("two", HookKind.Post, "ebpf", false) })
            );
            Assert.That(
                hooks.Custom.Select(hook => (hook.Command.Text, hook.StopGraceSeconds, hook.IsFatal)),
                Is.EqualTo(new[] { ("vmstat 1", 5.0, false) })
            );
        }
    }

    [Test]
    public void Without_the_file_there_are_none()
    {
        using var set = new ConfigFolder();
        Assert.That(set.Load().Hooks, Is.EqualTo(new HooksConfig()).UsingPropertiesComparer());
    }

    [TestCase("init: [{name: a b, at: run, on: all, run: x}]", "is 'a b'", "letters")]
    [TestCase("init: [{name: a.b, at: run, on: all, run: x}]", "is 'a.b'", "letters")]
    [TestCase("init: [{at: run, on: all, run: x}]", "'hooks.init.name' is missing", "Add")]
    [TestCase("init: [{name: a, on: all, run: x}]", "'hooks.init.at' is missing", "Add")]
    [TestCase("init: [{name: a, at: round, on: all, run: x}]", "is 'round'", "Known values: session, environment, case, run")]
    [TestCase(
        "init: [{name: a, at: run, on: sever, run: x}]",
        "names the host 'sever', which ssh-hosts.yaml does not declare",
        "Did you mean 'server'?"
    )]
    [TestCase("init: [{name: a, at: run, on: all}]", "'hooks.init.run' is missing", "Add")]
    [TestCase("init: [{name: a, at: session, on: all, run: 'x {environment}'}]", "unknown variable {environment}", "host, result_dir")]
    [TestCase("init: [{name: a, at: case, on: all, run: 'x {arm}'}]", "unknown variable {arm}", "case")]
    [TestCase("init: [{name: a, at: case, on: two, run: 'x {interface}'}]", "unknown variable {interface}", "server_interface")]
    [TestCase("init: [{name: a, at: run, on: all, run: x, timeout: 0}]", "is '0'", "0.1 to 86400")]
    [TestCase("init: [{name: a, at: run, on: all, run: x, timeout: 10s}]", "is '10s'", "a number")]
    [TestCase("init: [{name: a, at: run, on: all, run: x, arm: ebpf}]", "run beside one arm only", "both arms")]
    [TestCase("custom: [{name: a, at: run, on: all, run: x, arm: baseline}]", "run beside one arm only", "both arms")]
    [TestCase("custom: [{name: a, at: run, on: all, run: x, timeout: 5}]", "unknown key 'hooks.custom.timeout'", "stop_grace")]
    [TestCase("post: [{name: a, at: run, on: all, run: x, fatal: true}]", "unknown key 'hooks.post.fatal'", "timeout")]
    [TestCase("post: [{name: a, at: run, on: all, run: x, arm: tool}]", "is 'tool'", "baseline, ebpf")]
    [TestCase("init: [{name: a, at: run, on: all, run: x, environment: nat}]", "matches no environment", "net")]
    [TestCase(
        "init: [{name: a, at: run, on: all, run: x}, {name: a, at: case, on: all, run: y}]",
        "which a hook on line 2 has already",
        "name of its own"
    )]
    [TestCase("before: []", "unknown key 'hooks.before'", "init, post, custom")]
    public void A_mistake_is_named_with_its_line(string hooks, string message, string remedy)
    {
        using var set = new ConfigFolder().Write(File, $"hooks:\n  {hooks}");
        var errors = set.Errors();
        Assert.That(
            errors.Where(error =>
                error.File == File
                && error.Line == 2
                && error.Message.Contains(message, StringComparison.Ordinal)
                && error.Remedy.Contains(remedy, StringComparison.Ordinal)
            ),
            Has.Exactly(1).Items,
            string.Join('\n', errors)
        );
    }

    [Test]
    public void Every_variable_that_a_level_offers_has_a_value_there()
    {
        using var set = new ConfigFolder();
        var perfCase = TestMatrix.Build(set.Load()).First();
        foreach (var level in Enum.GetValues<HookLevel>())
        {
            var scope = new HookScope(level, [perfCase], "/f")
            {
                Arm = level == HookLevel.Run ? Arm.Baseline : null,
                RunFolder = level == HookLevel.Run ? "/r" : null,
            };
            var values = scope.Variables("/result", new HookPlace(new Remote.CannedHost(_ => null), "/srv/perftests", "eth0"));
            Assert.That(TemplateVariables.OfHook(level, HookTarget.Server), Is.SubsetOf(values.Keys), level.ToString());
        }
    }

    [TestCase("lab_tool", null, true, TestName = "A tool's hook is for its cases")]
    [TestCase("lab_tool", "baseline", false, TestName = "A hook for baseline cases is not for a tool case")]
    [TestCase("other", null, false, TestName = "A hook of another tool is not")]
    public void Filters_choose_cases(string tool, string? arm, bool applies)
    {
        using var set = new ConfigFolder().Write("ebpf-tools-spec.yaml", "ebpf_tools: {lab_tool: {path: t.py}, other: {path: u.py}}");
        var perfCase = TestMatrix.Build(set.Load()).First(candidate => candidate.Tool?.Spec.Id == "lab_tool");
        var hook = new HookSpec
        {
            Name = "h",
            Kind = HookKind.Init,
            Level = HookLevel.Case,
            On = "all",
            Command = new CommandTemplate("x"),
            Cases = new CaseRule { Tool = tool },
            Arm = arm,
        };
        Assert.That(new HookScope(HookLevel.Case, [perfCase], "/f").For(hook).Cases, applies ? Has.Count.EqualTo(1) : Is.Empty);
    }

    private static HooksConfig Load(string yaml)
    {
        using var set = new ConfigFolder().Write(File, yaml);
        return set.Load().Hooks;
    }
}
