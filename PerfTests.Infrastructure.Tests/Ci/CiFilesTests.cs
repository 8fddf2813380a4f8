using System.Diagnostics;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Reporting;
using YamlDotNet.RepresentationModel;

namespace PerfTests.Infrastructure.Tests.Ci;

/// <summary>
/// What the workflows of <c>docs/guides/ci</c> call must exist: a rename here would break them where no test of theirs runs.
/// </summary>
[TestFixture]
internal sealed partial class CiFilesTests
{
    private static IEnumerable<string> Files => CiFile.Names();

    private static IEnumerable<string> Measuring => Files.Where(file => !CiFile.Read(file).IsComment);

    /// <summary>The workflow of this project itself, seen from the folder of the others.</summary>
    private const string OwnWorkflow = "../../../.github/workflows/ci.yml";

    private static IEnumerable<string> All => Files.Append(OwnWorkflow);

    private static IEnumerable<string> OnGitHub => All.Where(file => CiFile.Read(file).IsGitHub);

    [Test]
    public void There_is_one_for_each_system_and_for_a_tool_s_repository() =>
        Assert.That(
            Files,
            Is.EqualTo(
                new[]
                {
                    "github-actions.yml",
                    "github-comment.yml",
                    "gitlab-ci.yml",
                    "tool-repository/github-actions.yml",
                    "tool-repository/github-comment.yml",
                    "tool-repository/gitlab-ci.yml",
                }
            )
        );

    [Test]
    public void The_workflow_of_this_project_runs_its_own_tests_with_the_actions_of_the_others()
    {
        var own = CiFile.Read(OwnWorkflow);
        Assert.That(own.Scripts, Has.Some.EndsWith(" ./perftests test --coverage"));
        Assert.That(own.Values("uses"), Is.SubsetOf(Files.SelectMany(file => CiFile.Read(file).Values("uses"))));
    }

    [TestCaseSource(nameof(All))]
    public async Task Its_scripts_are_shell(string file)
    {
        Assert.That(CiFile.Read(file).Scripts, Is.Not.Empty);
        foreach (var script in CiFile.Read(file).Scripts)
        {
            var start = new ProcessStartInfo("bash", ["-n", "-c", script]) { RedirectStandardError = true };
            using var bash = Process.Start(start)!;
            var error = await bash.StandardError.ReadToEndAsync();
            await bash.WaitForExitAsync();
            Assert.That(bash.ExitCode, Is.Zero, $"{script}\n{error}");
        }
    }

    [TestCaseSource(nameof(Measuring))]
    public void Its_verbs_and_options_are_those_of_the_command_line(string file)
    {
        var sources = Directory.GetFiles(RepositoryFolder.Of("PerfTests.Cli"), "*.cs", SearchOption.AllDirectories);
        var source = string.Concat(sources.Select(File.ReadAllText));
        var calls = CiFile.Read(file).Scripts.SelectMany(script => Call().Matches(script)).ToList();
        Assert.That(calls.Select(call => call.Groups["verb"].Value), Does.Contain("demo"));
        foreach (var call in calls)
        {
            Assert.That(source, Does.Contain($"\"{call.Groups["verb"].Value}\""), call.Value);
            foreach (var option in Option().Matches(call.Groups["rest"].Value).Select(match => match.Value))
                Assert.That(source, Does.Contain($"\"{option}\""), call.Value);
        }
    }

    [TestCaseSource(nameof(Files))]
    public void The_files_of_the_checkout_that_it_names_are_there(string file)
    {
        var named = CiFile
            .Read(file)
            .Scripts.SelectMany(script => CheckoutFile().Matches(script))
            .Select(match => match.Groups["path"].Value)
            .ToList();
        Assert.That(named.Contains("scripts/install-prerequisites"), Is.EqualTo(!CiFile.Read(file).IsComment));
        Assert.That(named.Contains("scripts/comment-on-change"), Is.EqualTo(CiFile.Read(file).IsComment || !CiFile.Read(file).IsGitHub));
        foreach (var path in named)
            Assert.That(Directory.GetFiles(RepositoryFolder.Of(Path.GetDirectoryName(path)!), Path.GetFileName(path)), Is.Not.Empty, path);
    }

    [TestCaseSource(nameof(Measuring))]
    public void The_reports_that_it_keeps_are_written(string file)
    {
        var ci = CiFile.Read(file);
        var named = ci
            .Scripts.Concat(ci.Values("junit"))
            .SelectMany(text => Report().Matches(text))
            .Select(match => match.Groups["file"].Value)
            .Distinct()
            .ToList();
        Assert.That(named, Is.Not.Empty.And.SubsetOf(SessionReport.Files));
    }

    [TestCaseSource(nameof(Files))]
    public void The_variables_that_it_sets_are_read_by_somebody(string file)
    {
        var source = string.Concat(
            (
                (string[])
                    [
                        .. Directory.GetFiles(
                            RepositoryFolder.Of("PerfTests.Infrastructure", "Execution"),
                            "*.cs",
                            SearchOption.AllDirectories
                        ),
                        RepositoryFolder.Of("scripts", "comment-on-change"),
                    ]
            ).Select(File.ReadAllText)
        );
        var ci = CiFile.Read(file);
        foreach (
            var variable in ci.KeysBelow("env")
                .Concat(ci.KeysBelow("variables"))
                .Where(name => name.StartsWith("PERFTESTS_", StringComparison.Ordinal))
        )
            Assert.That(
                source.Contains(variable, StringComparison.Ordinal)
                    || ci.Scripts.Any(script => script.Contains($"${variable}", StringComparison.Ordinal)),
                variable
            );
    }

    [TestCaseSource(nameof(OnGitHub))]
    public void Its_actions_are_pinned_to_a_commit_with_the_version_beside_it(string file) =>
        Assert.That(
            UsesLine().Matches(CiFile.Read(file).Text).Select(line => line.Groups["action"].Value),
            Is.Not.Empty.And.All.Match("^actions/[a-z-]+@[0-9a-f]{40} # v[0-9.]+$")
        );

    [TestCaseSource(nameof(OnGitHub))]
    public void A_workflow_that_runs_code_of_the_change_holds_nothing_to_steal_and_one_that_may_write_runs_none(string file)
    {
        var ci = CiFile.Read(file);
        Assert.That(ci.Text, Does.Not.Contain("pull_request_target").And.Not.Contain("secrets."));
        Assert.That(
            Regex.Count(ci.Text, "persist-credentials: false"),
            Is.EqualTo(Regex.Count(ci.Text, "actions/checkout@")),
            "no token stays in the checkout"
        );
        Assert.That(ci.Scripts, Has.None.Contains("${{"), "what others wrote would become a part of the script");
        if (ci.IsComment)
        {
            Assert.That(ci.KeysBelow("permissions"), Is.EquivalentTo(new[] { "contents", "actions", "pull-requests" }));
            Assert.That(ci.Text, Does.Not.Contain("head_sha").And.Not.Contain("head_branch"), "it checks out no code of the change");
            Assert.That(ci.Scripts.Single(), Does.Match(@"^(perftests/)?scripts/comment-on-change measured$"));
        }
        else
        {
            Assert.That(ci.KeysBelow("permissions"), Is.EqualTo(new[] { "contents" }));
            Assert.That(ci.Text, Does.Not.Contain("github.token").And.Not.Contain("GITHUB_TOKEN").And.Not.Contain(": write"));
        }
    }

    [TestCase("gitlab-ci.yml")]
    [TestCase("tool-repository/gitlab-ci.yml")]
    public void On_GitLab_the_token_is_named_in_the_job_alone_that_runs_no_code_of_the_change(string file)
    {
        var jobs = CiFile.Read(file).Root.Children.ToDictionary(job => ((YamlScalarNode)job.Key).Value!, job => job.Value.ToString());
        Assert.That(jobs["perftests"], Does.Not.Contain("TOKEN").And.Not.Contain("comment-on-change"));
        Assert.That(
            jobs["perftests-comment"],
            Does.Contain("PERFTESTS_GITLAB_TOKEN").And.Contain("GIT_STRATEGY").And.Contain("environment")
        );
    }

    [Test]
    public void The_set_of_a_tool_s_repository_loads_once_the_job_has_put_it_together()
    {
        var set = Directory.CreateTempSubdirectory("pt-ci-set-").FullName;
        try
        {
            // What the job does: own files, then those that are missing, then the tool
            CopyInto(set, RepositoryFolder.Of("docs", "guides", "ci", "tool-repository", "perftests"));
            CopyInto(set, RepositoryFolder.Of("config"));
            Directory.CreateDirectory(Path.Combine(set, "tools"));
            File.Copy(
                RepositoryFolder.Of("ebpf-tools", "linux-network-stack", "tcp_state_counter.bt"),
                Path.Combine(set, "tools", "my_tool.bt")
            );
            var plan = SessionPlan.Load(
                new SessionOptions
                {
                    ConfigDir = set,
                    ResultDir = set,
                    Tools = ["my_tool"],
                }
            );
            Assert.Multiple(() =>
            {
                Assert.That(
                    plan.Cases.Where(perfCase => perfCase.Tool is not null).Select(perfCase => perfCase.Workload.Type),
                    Is.EquivalentTo(new[] { TestType.Throughput, TestType.Latency })
                );
                Assert.That(plan.Config.Thresholds.FailOnInconclusive);
                var lab = ConfigLoader.Load(RepositoryFolder.Of("config")).Thresholds;
                Assert.That(
                    plan.Config.Thresholds.Validity.InForce,
                    Is.EquivalentTo(lab.Validity.InForce),
                    "what disturbs the lab does so in a job too"
                );
                Assert.That(
                    plan.Config.Thresholds.Budgets.SelectMany(rule => rule.BudgetPercent.Keys),
                    Does.Contain(Metric.CpuPerGigabyte.Name),
                    "or the default for capped loads holds"
                );
            });
        }
        finally
        {
            Directory.Delete(set, recursive: true);
        }
    }

    private static void CopyInto(string target, string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.yaml").Where(file => !File.Exists(Path.Combine(target, Path.GetFileName(file)))))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }

    [GeneratedRegex(@"(?:^|[\s/])perftests (?<verb>[a-z]+)(?<rest>.*)", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"uses: (?<action>.*)")]
    private static partial Regex UsesLine();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?<=^|[\s/])(?<path>(?:scripts|config|runsettings)/[\w.*-]+)", RegexOptions.Multiline)]
    private static partial Regex CheckoutFile();

    [GeneratedRegex(@"result/analysis/(?<file>[\w.-]+)")]
    private static partial Regex Report();
}
