using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using PerfTests.Infrastructure.Reporting.Allure;
using PerfTests.Infrastructure.Results.Baselines;

namespace PerfTests.Infrastructure.Tests.Reporting.Allure;

[TestFixture]
internal sealed class AllureSessionTests
{
    private const string Ran = "baseline/e/pps/udp/ran";
    private const string Missed = "ebpf/t/e/pps/udp/missed";

    private string _result = "";

    [SetUp]
    public void MakeFolder() => _result = Directory.CreateTempSubdirectory("pt-allure-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_result, recursive: true);

    [Test]
    public void A_session_starts_without_the_results_of_the_one_before_and_leaves_other_files_alone()
    {
        var first = new AllureSession(_result, Clock());
        using (var recorder = first.Begin(Ran))
            recorder.AttachText("note", "old");
        first.Finish([Ran], AllureStatus.Skipped, "");
        File.WriteAllText(Path.Combine(_result, AllureSession.Folder, "history.jsonl"), "kept");

        _ = new AllureSession(_result, Clock());
        Assert.That(
            Directory.GetFiles(Path.Combine(_result, AllureSession.Folder)).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "categories.json", "executor.json", "history.jsonl" })
        );
    }

    [Test]
    public void A_selected_case_that_never_ran_has_a_result_with_the_reason()
    {
        var session = new AllureSession(_result, Clock());
        session.Begin(Ran).Finish(AllureStatus.Passed);
        session.Finish([Ran, Missed], AllureStatus.Broken, "the host is down");
        var results = Read("-result.json").ToDictionary(result => (string)result["fullName"]!);
        Assert.Multiple(() =>
        {
            Assert.That(results.Keys, Is.EquivalentTo(new[] { Ran, Missed }));
            Assert.That((string?)results[Ran]["status"], Is.EqualTo("passed"));
            Assert.That((string?)results[Missed]["status"], Is.EqualTo("broken"));
            Assert.That((string?)results[Missed]["statusDetails"]!["message"], Is.EqualTo("the host is down"));
        });
    }

    [Test]
    public async Task The_container_holds_every_case_and_the_hooks_with_their_times()
    {
        var session = new AllureSession(_result, Clock());
        await session.BeforeAsync("raise the lab", () => Task.CompletedTask);
        var recorder = session.Begin(Ran);
        recorder.Finish(AllureStatus.Passed);
        await session.AfterAsync("write reports", () => Task.CompletedTask);
        session.Finish([Ran], AllureStatus.Skipped, "");
        var container = Read("-container.json").Single();
        Assert.Multiple(() =>
        {
            Assert.That(container["children"]!.AsArray().Select(child => (string?)child), Is.EqualTo(new[] { recorder.Uuid }));
            Assert.That((string?)container["befores"]![0]!["name"], Is.EqualTo("raise the lab"));
            Assert.That((string?)container["afters"]![0]!["status"], Is.EqualTo("passed"));
            Assert.That((long?)container["befores"]![0]!["stop"], Is.GreaterThan((long)container["befores"]![0]!["start"]!));
        });
    }

    [Test]
    public async Task A_hook_that_fails_is_kept_as_broken_and_still_fails()
    {
        var session = new AllureSession(_result, Clock());
        await Assert.ThatAsync(
            () => session.BeforeAsync("raise the lab", () => throw new InvalidOperationException("no room")),
            Throws.InvalidOperationException.With.Message.EqualTo("no room")
        );
        session.Finish([], AllureStatus.Broken, "");
        var step = Read("-container.json").Single()["befores"]![0]!;
        Assert.That(((string?)step["status"], (string?)step["statusDetails"]!["message"]), Is.EqualTo(("broken", "no room")));
    }

    [Test]
    public void Facts_that_all_hosts_share_are_told_once_and_others_per_host()
    {
        var facts = AllureEnvironment.Of(
            new Dictionary<string, Fingerprint>
            {
                ["lab"] = new()
                {
                    Hosts = new Dictionary<string, IReadOnlyDictionary<string, string>>
                    {
                        ["server"] = new Dictionary<string, string>
                        {
                            ["host_id"] = "one",
                            ["interface"] = "data0",
                            ["kernel"] = "6.18",
                            ["mtu"] = "1500",
                        },
                        ["client"] = new Dictionary<string, string>
                        {
                            ["host_id"] = "two",
                            ["interface"] = "data1",
                            ["kernel"] = "6.18",
                            ["mtu"] = "9000",
                        },
                    },
                    Workload = new Dictionary<string, string>(),
                },
            }
        );
        Assert.That(
            facts.Skip(1).Select(fact => $"{fact.Key}={fact.Value}"),
            Is.EqualTo(
                new[] { "lab client=two, data1", "lab server=one, data0", "kernel=6.18", "lab client mtu=9000", "lab server mtu=1500" }
            )
        );
    }

    [Test]
    public void A_session_leaves_the_numbers_that_Allure_follows_under_names_that_stay()
    {
        var session = new AllureSession(_result, Clock());
        foreach (var result in SampleCases.EveryKind)
            session.Begin(result.Verdict.Case).Finish(result);
        session.Finish([], AllureStatus.Skipped, "");
        var metrics = Read("-perf.json").Single().AsArray().ToDictionary(metric => (string)metric!["key"]!, metric => metric!);
        var failed = metrics["ebpf/packet_printer/lab-veth/pps/udp/single_64B_1s pps"];
        Assert.Multiple(() =>
        {
            Assert.That(((double)failed["value"]!, (string?)failed["unit"], (string?)failed["better"]), Is.EqualTo((55d, "%", "lower")));
            Assert.That((string?)failed["groupTitle"], Is.EqualTo("Overhead of packet_printer"));
            Assert.That((double?)metrics["baseline/lab-veth/latency/tcp/latency_2s noise floor"]["value"], Is.EqualTo(1.4));
            Assert.That(metrics.Keys, Has.None.Contains("streams_4_2s"), "a case that proves nothing has no number");
        });
    }

    // Each look takes a second, so that what follows something is later.
    private static FakeTimeProvider Clock() => new() { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };

    private List<JsonNode> Read(string suffix) =>
        [
            .. Directory
                .GetFiles(Path.Combine(_result, AllureSession.Folder), $"*{suffix}")
                .Select(file => JsonNode.Parse(File.ReadAllText(file))!),
        ];
}
