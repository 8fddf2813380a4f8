using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Tests.Matrix;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Tests.Tools;

[TestFixture]
internal sealed class ToolLaunchTests
{
    [TestCase("bpftrace", "tools/count.bt", "", ExpectedResult = "bpftrace tools/count.bt")]
    [TestCase("python3", "tools/it's.py", "", ExpectedResult = "python3 'tools/it'\\''s.py'")]
    [TestCase("", "tools/count", "-v", ExpectedResult = "tools/count -v")]
    [TestCase("", "count", "", ExpectedResult = "./count")]
    [TestCase("", "/opt/count", "", ExpectedResult = "/opt/count")]
    [TestCase(
        "python3",
        "t.py",
        "--source {SRC_IP} --direction {direction} --label {label}",
        ExpectedResult = "python3 t.py --source 192.0.2.2 --direction rx --label 'it'\\''s'"
    )]
    public string The_command_line_has_the_interpreter_the_program_and_its_arguments_filled_in(
        string executable,
        string path,
        string template
    ) => Launch(Case(SampleConfig.Tool("tool", template) with { Executable = executable, Path = path })).CommandLine;

    [TestCase("python3", ExpectedResult = "'/opt/my env/bin/python' t.py")]
    [TestCase("python", ExpectedResult = "'/opt/my env/bin/python' t.py")]
    [TestCase("/usr/bin/python3", ExpectedResult = "/usr/bin/python3 t.py")]
    [TestCase("bpftrace", ExpectedResult = "bpftrace t.py")]
    public string A_host_s_own_interpreter_takes_the_place_of_python_alone(string executable)
    {
        var perfCase = Case(SampleConfig.Tool("tool") with { Executable = executable, Path = "t.py" });
        var server = SampleConfig.Side("server", "192.0.2.1", "eth1");
        return ToolLaunch
            .For(perfCase, new ToolEndpoint("server", server with { Host = server.Host with { Python = "/opt/my env/bin/python" } }, true))
            .CommandLine;
    }

    [Test]
    public void An_instance_waits_for_what_was_attached_on_its_own_side_and_lives_longer_than_any_load()
    {
        var perfCase = Case(SampleConfig.Tool("tool"));
        perfCase = perfCase with
        {
            Tool = perfCase.Tool! with { ReadyAttached = new Dictionary<string, int> { ["server"] = 5 } },
            Workload = perfCase.Workload with { DurationSeconds = 86_400 },
        };
        var launches = new[] { "server", "client" }
            .Select(role => ToolLaunch.For(perfCase, new ToolEndpoint(role, perfCase.Environment.Server, true)))
            .ToList();
        Assert.That(launches.Select(launch => launch.AttachedPrograms), Is.EqualTo(new int?[] { 5, null }));
        Assert.That(launches[0].LifeLimit, Is.GreaterThan(perfCase.Workload.TimeLimit));
    }

    [Test]
    public void An_instance_waits_for_the_programs_that_its_own_side_was_seen_to_have()
    {
        var perfCase = Case(SampleConfig.Tool("tool") with { ExpectedPrograms = 2 });
        perfCase = perfCase with
        {
            Tool = perfCase.Tool! with
            {
                ReadyPrograms = new Dictionary<string, int> { ["server"] = 5, ["client"] = 1 },
            },
        };
        ToolEndpoint At(string role) => new(role, perfCase.Environment.Server, true);
        Assert.That(
            new[] { "server", "client", "tool_host" }.Select(role => ToolLaunch.For(perfCase, At(role)).Spec.ExpectedPrograms),
            Is.EqualTo(new[] { 5, 2, 2 })
        );
    }

    [Test]
    public void A_case_without_a_tool_has_nothing_to_launch() => Assert.That(() => Launch(Case(null)), Throws.ArgumentException);

    private static ToolLaunch Launch(PerfCase perfCase) => ToolLaunch.For(perfCase, perfCase.Environment.ToolEndpoints[0]);

    private static PerfCase Case(ToolSpec? tool) =>
        new(
            SampleConfig.Environment(),
            new Workload
            {
                Type = TestType.Latency,
                Protocol = Protocol.Tcp,
                Params = "x",
                DurationSeconds = 1,
                ServerCommand = null,
                ClientCommand = new CommandTemplate("ping"),
            },
            tool is null
                ? null
                : new ToolVariant(tool, "tool_rx", new Dictionary<string, string> { ["direction"] = "rx", ["label"] = "it's" })
        );
}
