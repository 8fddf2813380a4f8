using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Tests.Execution.Sessions;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

/// <summary>Whole cases of tools whose programs outlive the command that loads them.</summary>
[TestFixture]
internal sealed class LoaderCaseTests : LabCaseTests
{
    private static readonly string PidFile = Path.Combine(Path.GetTempPath(), $"perftests-daemon-{Environment.ProcessId}.pid");

    protected override string MoreTools =>
        $$$"""
              exits: {path: tools/attach.sh, executable: sh, applicable_environments: [lab-system], parameters: {template: "{interface}"}, loader: {stop: "tc qdisc del dev {interface} clsact", programs: {names: [left_in_filter]}, has_process: false} }
              says_nothing: {id: says_nothing, path: tools/attach.sh, executable: sh, applicable_environments: [lab-system], parameters: {template: "{interface}"}, loader: {stop: "tc qdisc del dev {interface} clsact", programs: {names: [left_in_filter]} } }
              daemon: {path: tools/loader.py, applicable_environments: [lab-system], loader: {start: "python3 tools/loader.py daemon {interface} {{{PidFile}}}", stop: "kill $(cat {{{PidFile}}})", programs: {names: [left_to_daemon]} } }
            """;

    [SetUp]
    public void RequireBpftool()
    {
        if (LocalCommand.Find("bpftool") is null)
            Assert.Ignore("programs of loaders are found by bpftool: install bpftool");
    }

    [Test]
    public async Task A_loader_that_exits_is_measured_and_nothing_of_it_runs()
    {
        var (verdict, log) = (await MeasureAsync("exits"), Log);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons.Concat(log.Lines)));
            Assert.That(
                verdict.Exposure!.Programs.Select(program => (program.Name, program.Bound.Single().Interface)),
                Is.EqualTo(new[] { ("left_in_filter", "data0") })
            );
            Assert.That(
                log.Runs.Where(run => run.Arm == Arm.Ebpf).Select(run => (run.Cpu!.ToolProcessSeconds, run.ToolUse!.Left?.Count)),
                Has.All.EqualTo(((double?)0, (int?)null)).Or.All.EqualTo(((double?)0, (int?)0))
            );
        });
    }

    [Test]
    public async Task A_daemon_is_measured_and_its_cpu_is_its_own()
    {
        var verdict = await MeasureAsync("daemon");
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Pass), string.Join('\n', verdict.Reasons.Concat(Log.Lines)));
            Assert.That(Log.Runs.Where(run => run.Arm == Arm.Ebpf).Select(run => run.Cpu!.ToolProcessSeconds), Has.All.Not.Null);
            Assert.That(File.Exists(PidFile), Is.False);
        });
    }

    [Test]
    public async Task A_tool_of_which_no_process_is_found_has_no_cpu_and_passes_no_budget_for_it()
    {
        var verdict = await MeasureAsync("says_nothing");
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Verdict, Is.EqualTo(Verdict.Invalid), string.Join('\n', verdict.Reasons));
            Assert.That(Log.Runs.Where(run => run.Arm == Arm.Ebpf).Select(run => run.Cpu!.ToolProcessSeconds), Has.All.Null);
            Assert.That(verdict.Reasons, Has.Some.Contains("has_process"));
        });
    }

    private RecordingLog Log { get; } = new();

    private Task<CaseVerdict> MeasureAsync(string tool) => RunAsync(tool, Log);
}
