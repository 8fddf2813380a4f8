using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Lab;

namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>
/// What Visual Studio, Rider and VS Code are given to show: names, traits, the place in the source, results with attachments.
/// </summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TestExplorerTests
{
    private string _result = "";

    [SetUp]
    public void MakeFolder() => _result = Directory.CreateTempSubdirectory("pt-ide-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_result, recursive: true);

    [Test]
    public void A_case_shows_under_its_name_with_its_traits_and_leads_to_its_method()
    {
        using var ide = Open(RepositoryFolder.Of("config"));
        var cases = ide.Discover();
        var plan = SessionPlan.Load(new SessionOptions { ConfigDir = RepositoryFolder.Of("config"), ResultDir = _result });
        Assert.That(cases.Select(each => each.DisplayName), Is.EquivalentTo(plan.Cases.Select(perfCase => perfCase.TestName)));
        Assert.Multiple(() =>
        {
            foreach (var perfCase in plan.Cases)
            {
                var shown = cases.Single(each => each.DisplayName == perfCase.TestName);
                Assert.That(Traits(shown), Is.EquivalentTo(Expected(perfCase)), perfCase.TestName);
                Assert.That(
                    Categories(shown),
                    Is.SupersetOf(
                        new[]
                        {
                            $"{perfCase.Workload.Type}",
                            $"{perfCase.Arm}",
                            perfCase.Environment.Id,
                            PerfCase.Token(perfCase.Workload.Protocol),
                        }
                    )
                );
                Assert.That(shown.CodeFilePath, Is.EqualTo(RepositoryFolder.Of("PerfTests", $"{perfCase.Workload.Type}Tests.cs")));
                Assert.That(
                    File.ReadLines(shown.CodeFilePath!).ElementAt(shown.LineNumber - 1),
                    Does.Contain($"public Task {perfCase.Workload.Type}(")
                );
            }
        });
    }

    [Test]
    public void Discovery_starts_no_program_and_asks_no_host()
    {
        using var set = new ConfigFolder();
        var programs = Directory.CreateDirectory(Path.Combine(_result, "programs")).FullName;
        var started = Path.Combine(_result, "started");
        foreach (var program in new[] { "ssh", "ip", "nsenter", "sh", "bash", "sshd", "python3", "git" })
        {
            var script = Path.Combine(programs, program);
            File.WriteAllText(script, $"#!/bin/sh\necho {program} >> '{started}'\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        using (var ide = Open(set.Folder, ("PATH", programs)))
            Assert.That(ide.Discover().Select(each => each.DisplayName), Is.EqualTo(new[] { "baseline/net/latency/tcp/latency_20s" }));
        using (var ide = Open(RepositoryFolder.Of("config"), ("PATH", programs)))
            Assert.That(ide.Discover(), Is.Not.Empty);
        Assert.That(
            Directory.GetFileSystemEntries(_result),
            Is.EqualTo(new[] { programs }),
            "neither a program was started, nor a lock or a result written"
        );
    }

    [Test]
    [Category("Lab")]
    public void A_finished_case_has_its_verdict_and_rounds_attached_and_its_sentence_as_output()
    {
        LabSsh.RequireLab();
        if (LocalCommand.Find("netperf") is null)
            Assert.Ignore("the case is measured with netperf: run scripts/install-prerequisites");
        using var set = new ConfigFolder();
        foreach (var file in Directory.GetFiles(RepositoryFolder.Of("config"), "*.yaml"))
            set.Write(Path.GetFileName(file), File.ReadAllText(file));
        set.Write(
            "thresholds.yaml",
            File.ReadAllText(set.File("thresholds.yaml")).Replace("baseline_rounds: 5", "baseline_rounds: 3", StringComparison.Ordinal)
        );
        using var ide = Open(set.Folder);
        var wanted = ide.Discover().Single(each => each.DisplayName == "baseline/lab-system/latency/tcp/latency_20000n");
        var result = ide.Run(wanted).Single(each => each.TestCase.Id == wanted.Id);
        var attached = result.Attachments.SelectMany(set => set.Attachments).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(
                attached.Select(each => Path.GetFileName(each.Uri.LocalPath)),
                Is.EquivalentTo(new[] { "verdict.json", "rounds.json" })
            );
            Assert.That(attached.Select(each => each.Uri.LocalPath), Has.All.Matches<string>(File.Exists));
            Assert.That(attached.Select(each => each.Description), Has.All.Not.Empty);
            Assert.That(
                string.Concat(result.Messages.Select(message => message.Text)),
                Does.Contain("rounds").And.Contain(Path.Combine(_result, "analysis", "report.html"))
            );
        });
    }

    private IdeSession Open(string configDir, params (string Name, string Value)[] more) =>
        new(
            new Dictionary<string, string>(more.Select(each => KeyValuePair.Create(each.Name, each.Value)))
            {
                ["PERFTESTS_CONFIG"] = configDir,
                ["PERFTESTS_RESULT"] = _result,
                ["PERFTESTS_LOCK_DIR"] = _result,
            }
        );

    private static IEnumerable<string> Expected(PerfCase perfCase)
    {
        yield return $"Environment={perfCase.Environment.Id}";
        yield return $"TestType={PerfCase.Token(perfCase.Workload.Type)}";
        yield return $"Protocol={PerfCase.Token(perfCase.Workload.Protocol)}";
        yield return $"Params={perfCase.Workload.Params}";
        if (perfCase.Tool is { } tool)
            yield return $"Tool={tool.Spec.Id}";
    }

    private static IEnumerable<string> Traits(TestCase shown) => shown.Traits.Select(trait => $"{trait.Name}={trait.Value}");

    // NUnit's adapter hands categories over as a property of its own, which the IDEs show among the traits.
    private static string[] Categories(TestCase shown) =>
        (string[])shown.GetPropertyValue(shown.Properties.Single(property => property.Id == "NUnit.TestCategory"))!;
}
