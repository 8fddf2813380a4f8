using PerfTests.Infrastructure.Configuration;
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
    [TestCase("python3", "t.py", "--source {SRC_IP} --direction {direction} --label {label}", ExpectedResult = "python3 t.py --source 192.0.2.2 --direction rx --label 'it'\\''s'")]
    public string The_command_line_has_the_interpreter_the_program_and_its_arguments_filled_in(string executable, string path, string template) =>
        ToolLaunch.For(Case(SampleConfig.Tool("tool", template) with { Executable = executable, Path = path })).CommandLine;

    [Test]
    public void A_case_without_a_tool_has_nothing_to_launch() =>
        Assert.That(() => ToolLaunch.For(Case(null)), Throws.ArgumentException);

    private static PerfCase Case(ToolSpec? tool) => new(
        SampleConfig.Environment(),
        new Workload
        {
            Type = TestType.Latency, Protocol = Protocol.Tcp, Params = "x", DurationSeconds = 1, ServerCommand = null, ClientCommand = new CommandTemplate("ping"),
        },
        tool is null ? null : new ToolUse(tool, "tool_rx", new Dictionary<string, string> { ["direction"] = "rx", ["label"] = "it's" }));
}
