using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Reporting.Allure;

namespace PerfTests.Infrastructure.Tests.Reporting;

[TestFixture]
internal sealed class CiJobTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 28, 9, 36, 30, TimeSpan.FromHours(1));

    private static readonly Dictionary<string, string> GitHub = new()
    {
        ["GITHUB_ACTIONS"] = "true",
        ["GITHUB_SERVER_URL"] = "https://github.example",
        ["GITHUB_REPOSITORY"] = "owner/tool",
        ["GITHUB_RUN_ID"] = "123456",
        ["GITHUB_RUN_NUMBER"] = "7",
        ["GITHUB_WORKFLOW"] = "perftests",
    };

    [Test]
    public void GitHub_tells_project_build_and_files()
    {
        var job = CiJob.Detect(GitHub.GetValueOrDefault)!;
        Assert.That(
            job,
            Is.EqualTo(
                new CiJob
                {
                    System = "GitHub Actions",
                    Type = "github",
                    Url = "https://github.example/owner/tool",
                    BuildNumber = 7,
                    BuildName = "perftests #7",
                    BuildUrl = "https://github.example/owner/tool/actions/runs/123456",
                    ArtifactsUrl = "https://github.example/owner/tool/actions/runs/123456#artifacts",
                }
            )
        );
    }

    [Test]
    public void GitLab_tells_project_build_and_files()
    {
        var job = CiJob.Detect(
            new Dictionary<string, string>
            {
                ["GITLAB_CI"] = "true",
                ["CI_PROJECT_URL"] = "https://gitlab.example/owner/tool",
                ["CI_PIPELINE_IID"] = "12",
                ["CI_JOB_NAME"] = "perftests",
                ["CI_JOB_URL"] = "https://gitlab.example/owner/tool/-/jobs/99",
            }.GetValueOrDefault
        )!;
        Assert.That(
            (job.Type, job.BuildNumber, job.BuildName, job.BuildUrl, job.ArtifactsUrl),
            Is.EqualTo(
                (
                    "gitlab",
                    (long?)12,
                    "perftests #12",
                    "https://gitlab.example/owner/tool/-/jobs/99",
                    "https://gitlab.example/owner/tool/-/jobs/99/artifacts/browse"
                )
            )
        );
    }

    [Test]
    public void Jenkins_tells_build_and_files()
    {
        var job = CiJob.Detect(
            new Dictionary<string, string>
            {
                ["JENKINS_URL"] = "https://jenkins.example/",
                ["JOB_NAME"] = "tool/main",
                ["BUILD_NUMBER"] = "31",
                ["BUILD_URL"] = "https://jenkins.example/job/tool/31/",
            }.GetValueOrDefault
        )!;
        Assert.That(
            (job.Type, job.BuildNumber, job.BuildName, job.ArtifactsUrl),
            Is.EqualTo(("jenkins", (long?)31, "tool/main #31", "https://jenkins.example/job/tool/31/artifact"))
        );
    }

    [Test]
    public void A_machine_without_these_variables_is_no_job_and_Allure_names_the_machine()
    {
        Assert.That(CiJob.Detect(_ => null), Is.Null);
        Assert.That(CiJob.Detect(_ => ""), Is.Null);
        Assert.That(
            AllureExecutor.Of(null, "bench-3", Start),
            Is.EqualTo(
                new AllureExecutor
                {
                    Name = "bench-3",
                    Type = "perftests",
                    BuildName = "2026-11-28 08:36 UTC",
                }
            )
        );
    }

    [Test]
    public void Allure_gets_the_build_and_its_number_which_orders_trends()
    {
        var executor = AllureExecutor.Of(CiJob.Detect(GitHub.GetValueOrDefault), "runner", Start);
        Assert.That(
            (executor.Type, executor.BuildOrder, executor.BuildUrl),
            Is.EqualTo(("github", (long?)7, "https://github.example/owner/tool/actions/runs/123456"))
        );
    }

    [Test]
    public void A_variable_that_is_missing_leaves_its_part_out()
    {
        var job = CiJob.Detect(name => name == "GITHUB_ACTIONS" ? "true" : null)!;
        Assert.That(
            (job.Url, job.BuildNumber, job.BuildName, job.ArtifactsUrl),
            Is.EqualTo(((string?)null, (long?)null, "build", (string?)null))
        );
    }
}
