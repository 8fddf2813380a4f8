using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Reporting.Allure;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Tests.Reporting.Allure;

[TestFixture]
internal sealed partial class AllureResultsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_728_000_001);

    private string _folder = "";
    private AllureResultsWriter _writer = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("allure-").FullName;
        _writer = new AllureResultsWriter(_folder, new FakeTimeProvider(Start) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) });
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_case_with_nested_steps_and_attachments_reads_as_verified()
    {
        var result = SampleCases.EveryKind[1];
        using var allure = new AllureCase(_writer, result.Verdict.Case, AllureLabels.OfPlace("server", "lab-veth"));
        using (var round = allure.Step("round 1"))
        {
            using (round.Step("baseline run"))
            using (var run = round.Step("tool run <with ebpf>"))
                run.AttachText("tool output", "Attaching 2 probes...\n");
            round.Break(new InvalidOperationException("the load was refused"));
        }
        allure.Finish(result, links: [new AllureLink("run folder", "https://example.org/run")]);
        Snapshot.Match(WithoutRandomIds(ReadAll("-result.json").Single()), "nested_case", "json");
    }

    [Test]
    public void A_report_folder_has_a_result_per_case_and_everything_around_them()
    {
        var uuids = new List<string>();
        foreach (var result in SampleCases.EveryKind)
        {
            using var allure = new AllureCase(_writer, result.Verdict.Case);
            using (allure.Step("measure"))
                allure.AttachText("note", "µ and ✓");
            uuids.Add(allure.Finish(result).Uuid);
        }
        _writer.Write(
            new AllureContainer
            {
                Uuid = AllureResultsWriter.NewUuid(),
                Name = "one-time set-up",
                Children = uuids,
                Befores =
                [
                    new AllureStep
                    {
                        Name = "raise the lab",
                        Status = AllureStatus.Broken,
                        StatusDetails = new("no room"),
                        Start = _writer.Now,
                        Stop = _writer.Now,
                    },
                ],
                Start = _writer.Now,
                Stop = _writer.Now,
            }
        );
        _writer.Write(AllureCategory.All);
        _writer.Write(
            new AllureExecutor
            {
                Name = "PerfTests",
                Type = "nunit",
                BuildName = "quick",
            }
        );
        _writer.WriteEnvironment([new("server.kernel", "6.18.0"), new("server CPU", "2 × fast=yes")]);

        var results = ReadAll("-result.json");
        Assert.That(results.Select(result => (string?)result["testCaseId"]), Is.Unique.And.Exactly(SampleCases.EveryKind.Count).Items);
        Assert.That(
            results.Select(result => (string?)result["status"]).Order(),
            Is.EqualTo(new[] { "broken", "failed", "failed", "failed", "passed", "passed", "passed", "passed", "skipped" })
        );
        Assert.That(
            File.ReadAllText(Path.Combine(_folder, "environment.properties")),
            Is.EqualTo("server.kernel=6.18.0\nserver\\ CPU=2 \\u00d7 fast=yes\n")
        );
        Snapshot.Match(WithoutRandomIds(ReadAll("-container.json").Single()), "container", "json");
        Snapshot.Match(File.ReadAllText(Path.Combine(_folder, "categories.json")), "categories", "json");
    }

    [Test]
    public void Ids_stay_the_same_over_runs_and_differ_between_cases()
    {
        var names = SampleCases.EveryKind.Select(result => result.Verdict.Case).ToList();
        Assert.That(names.Select(AllureIds.TestCase), Is.Unique);
        Assert.That(AllureIds.TestCase("baseline/e/pps/udp/x"), Is.EqualTo("f51e67844e047c17b9b0921374fef264"));
        Assert.That(
            AllureIds.History("a", [new("x", "1", Excluded: true)]),
            Is.EqualTo(AllureIds.History("a", [new("x", "2", Excluded: true)]))
        );
        Assert.That(AllureIds.History("a", [new("x", "1")]), Is.Not.EqualTo(AllureIds.History("a", [new("x", "2")])));
    }

    [Test]
    public void Every_measured_number_is_excluded_from_what_tells_tests_apart() =>
        Assert.That(
            AllureVerdict.Parameters(SampleCases.EveryKind[1].Verdict, ["mean_latency"]),
            Has.All.Property(nameof(AllureParameter.Excluded)).True
        );

    [Test]
    public void Parameters_say_what_the_case_is_then_what_was_judged_and_leave_out_what_is_unknown()
    {
        var parameters = AllureParameters.Of(new ReportedCase(SampleCases.EveryKind[1]));
        Assert.Multiple(() =>
        {
            Assert.That(parameters, Has.All.Property(nameof(AllureParameter.Excluded)).True);
            Assert.That(
                parameters.Select(parameter => parameter.Name).Take(5),
                Is.EqualTo(new[] { "environment", "tool", "workload", "mean_latency baseline", "mean_latency ebpf" })
            );
            Assert.That(
                AllureParameters.Of(new ReportedCase(SampleCases.EveryKind[7])).Select(parameter => parameter.Value),
                Has.None.EqualTo("–")
            );
        });
    }

    [Test]
    public void Parameters_are_of_judged_metrics_and_a_table_has_them_all()
    {
        var judged = SampleCases.EveryKind[1].Verdict;
        var other = judged.Metrics[0] with { Name = "host_cpu", BudgetPercent = null, Verdict = null };
        var reported = new ReportedCase(SampleCases.EveryKind[1] with { Verdict = judged with { Metrics = [.. judged.Metrics, other] } });
        var others = reported
            .Result.Verdict.Metrics.Select(metric => metric.Name)
            .Except(reported.Shown.Select(metric => metric.Name))
            .ToList();
        var names = AllureParameters.Of(reported).Select(parameter => parameter.Name).ToList();
        var table = AllureFigures.Csv(reported.Result.Verdict).Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(others, Is.Not.Empty);
            Assert.That(names.Where(name => others.Exists(each => name.StartsWith(each + " ", StringComparison.Ordinal))), Is.Empty);
            Assert.That(table[0], Is.EqualTo("metric,baseline,ebpf,overhead,budget,noise floor"));
            Assert.That(
                table.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[0]),
                Is.EqualTo(reported.Result.Verdict.Metrics.Select(metric => metric.Name))
            );
        });
    }

    [TestCase(Verdict.Pass, false, AllureStatus.Passed)]
    [TestCase(Verdict.Fail, false, AllureStatus.Failed)]
    [TestCase(Verdict.Inconclusive, false, AllureStatus.Skipped)]
    [TestCase(Verdict.Inconclusive, true, AllureStatus.Failed)]
    [TestCase(Verdict.Invalid, true, AllureStatus.Broken)]
    public void A_verdict_has_a_status(Verdict verdict, bool inconclusiveFails, object status) =>
        Assert.That(AllureVerdict.Status(verdict, inconclusiveFails), Is.EqualTo(status));

    [TestCase("Fail: over the budget of 5 %", AllureStatus.Failed, "Over budget")]
    [TestCase("Invalid: the tool died\nat once", AllureStatus.Broken, "Invalid: the measurement proves nothing")]
    [TestCase("Inconclusive: too wide", AllureStatus.Failed, "Inconclusive: not enough evidence")]
    [TestCase("Infrastructure: host server is down", AllureStatus.Broken, "Infrastructure faults")]
    [TestCase("Invalid: ssh: connect to host server port 22: Connection refused", AllureStatus.Broken, "Infrastructure faults")]
    public void A_message_finds_its_category(string message, object status, string category) =>
        Assert.That(
            AllureCategory
                .All.First(each =>
                    each.MatchedStatuses.Contains((AllureStatus)status)
                    && Regex.IsMatch(message, $"^(?:{each.MessageRegex ?? ".*"})$", RegexOptions.None, TimeSpan.FromSeconds(5))
                )
                .Name,
            Is.EqualTo(category)
        );

    [Test]
    public void A_run_s_step_shows_when_the_tool_started_when_the_load_ran_and_when_the_tool_stopped()
    {
        var run = Path.Combine(TestContext.CurrentContext.TestDirectory, "Samples", "allure", "tool_run");
        using var allure = new AllureCase(_writer, "ebpf/t/e/latency/tcp/x");
        using (var step = allure.Step("round 1: with the tool"))
            RunPhases.Record(step, run);
        var phases = allure.Finish(AllureStatus.Passed).Steps.Single().Steps;
        Assert.That(phases.Select(phase => phase.Name), Is.EqualTo(new[] { "tool start", "load", "tool stop" }));
        Assert.That(
            phases.Zip(phases.Skip(1)),
            Has.All.Matches<(AllureStep First, AllureStep Next)>(pair =>
                pair.First.Start < pair.First.Stop && pair.First.Stop <= pair.Next.Start
            )
        );
    }

    [Test]
    public void A_run_that_failed_before_its_tool_was_started_has_no_phases_and_is_no_error()
    {
        using var allure = new AllureCase(_writer, "ebpf/t/e/latency/tcp/x");
        using (var step = allure.Step("round 1: with the tool"))
            RunPhases.Record(step, _folder);
        Assert.That(allure.Finish(AllureStatus.Passed).Steps.Single().Steps, Is.Empty);
    }

    [Test]
    public void A_case_that_nobody_finished_is_still_written()
    {
        new AllureCase(_writer, "baseline/e/pps/udp/x").Dispose();
        Assert.That((string?)ReadAll("-result.json").Single()["status"], Is.EqualTo("unknown"));
    }

    [Test]
    public void Steps_recorded_from_many_threads_are_all_there()
    {
        using var allure = new AllureCase(_writer, "baseline/e/pps/udp/x");
        Parallel.For(
            0,
            50,
            index =>
            {
                using var step = allure.Step($"step {index}");
                step.AttachText("output", "text");
            }
        );
        var result = allure.Finish(AllureStatus.Passed);
        Assert.That(
            result.Steps.Select(step => step.Name).Order(),
            Is.EqualTo(Enumerable.Range(0, 50).Select(index => $"step {index}").Order())
        );
        Assert.That(Directory.GetFiles(_folder, "*-attachment.txt"), Has.Length.EqualTo(50));
    }

    [Test]
    public void An_attachment_that_cannot_be_copied_leaves_nothing_behind()
    {
        Assert.That(
            () => _writer.AttachFile("x", Path.Combine(_folder, "absent.log"), "text/plain"),
            Throws.InstanceOf<FileNotFoundException>()
        );
        Assert.That(Directory.GetFileSystemEntries(_folder), Is.Empty);
    }

    [Test]
    public void A_name_of_another_form_is_refused([Values("", "x", "ebpf/a/b", "baseline/e//tcp/x", "other/e/pps/udp/x")] string name) =>
        Assert.That(() => AllureLabels.OfCase(name), Throws.ArgumentException);

    private List<JsonNode> ReadAll(string suffix) =>
        [.. Directory.GetFiles(_folder, $"*{suffix}").Select(file => JsonNode.Parse(File.ReadAllText(file))!)];

    private static string WithoutRandomIds(JsonNode json) =>
        Uuid()
            .Replace(
                json.ToJsonString(
                    new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
                ),
                "<uuid>"
            );

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
