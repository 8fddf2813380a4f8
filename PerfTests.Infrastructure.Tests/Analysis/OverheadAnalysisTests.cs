using System.Text.Json;
using PerfTests.Infrastructure.Analysis;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tests.Results;

namespace PerfTests.Infrastructure.Tests.Analysis;

[TestFixture]
internal sealed class OverheadAnalysisTests
{
    [Test]
    public async Task The_figures_of_a_test_type_are_those_of_its_worst_case()
    {
        using var tree = new TemporaryTree();
        var quiet = await tree.AddAsync("tracer", [103, 104, 103, 105, 104]);
        var loud = await tree.AddAsync("other", [150, 151, 150, 152, 151]);
        var reading = await ResultReading.ReadAsync(tree.Store, default);
        foreach (var cases in new[] { new[] { quiet, loud with { Tool = "tracer" } }, [loud with { Tool = "tracer" }, quiet] })
        {
            var latency = Of(reading with { Cases = cases }).GetProperty("latency");
            Assert.That(latency.GetProperty("worst_case").GetString(), Is.EqualTo(loud.Verdict.Case));
            Assert.That(
                latency.GetProperty("latency_increase_percent").GetDouble(),
                Is.EqualTo(loud.Verdict.Metrics[0].OverheadPercent).Within(0.01)
            );
        }
    }

    [Test]
    public async Task Time_of_a_program_is_in_percent_of_a_core_over_the_load_in_which_it_was_counted()
    {
        using var tree = new TemporaryTree();
        var run = TemporaryTree.Run(104, "tracer");
        var proof = await tree.AddAsync(
            "ebpf/tracer/lab-veth/latency/tcp/latency_2s",
            run with
            {
                Execution = run.Execution with { Purpose = RunPurpose.Exposure, LoadSeconds = 2 },
            }
        );
        await tree.AddAsync(
            "tracer",
            [103, 104, 103, 105, 104],
            exposure: Sample.Exposure with
            {
                Run = proof.Folder,
                Programs =
                [
                    new ExposedProgram(1, "on_send", "kprobe", 1000, 20_000_000) { Role = "server" },
                    new ExposedProgram(2, "on_drop", "kprobe", 0, 0) { Role = "server" },
                ],
            }
        );
        var programs = Of(await ResultReading.ReadAsync(tree.Store, default))
            .GetProperty("latency")
            .GetProperty("cases")[0]
            .GetProperty("bpf_programs");
        Assert.That(programs[0].GetProperty("percent_of_a_core").GetDouble(), Is.EqualTo(1).Within(1e-9));
        Assert.That(programs[0].GetProperty("nanoseconds_per_run").GetDouble(), Is.EqualTo(20_000));
        Assert.That(programs[1].GetProperty("nanoseconds_per_run").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    private static JsonElement Of(ResultReading reading) =>
        JsonSerializer
            .SerializeToElement(OverheadAnalysis.Of(reading))
            .GetProperty("ebpf_overhead")
            .GetProperty("lab-veth")
            .GetProperty("tracer");
}
