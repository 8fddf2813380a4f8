namespace PerfTests.Infrastructure.Reporting;

/// <summary>The CI job that this process runs in, as the variables tell that the CI system sets.</summary>
internal sealed record CiJob
{
    /// <summary>Name of the CI system, for readers.</summary>
    public required string System { get; init; }

    /// <summary>The system as Allure knows it: <c>github</c>, <c>gitlab</c>, <c>jenkins</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Page of the project, or of the CI system where the project has none.</summary>
    public string? Url { get; init; }

    /// <summary>Grows from build to build.</summary>
    public long? BuildNumber { get; init; }

    /// <summary>Name of the build with its number.</summary>
    public required string BuildName { get; init; }

    /// <summary>Page of this build.</summary>
    public string? BuildUrl { get; init; }

    /// <summary>Page where the files are that this build keeps.</summary>
    public string? ArtifactsUrl { get; init; }

    /// <summary>Null outside of GitHub Actions, GitLab CI and Jenkins.</summary>
    /// <param name="variable">An environment variable by name; null or empty when it is not set.</param>
    public static CiJob? Detect(Func<string, string?> variable)
    {
        string? Read(string name) => variable(name) is { Length: > 0 } value ? value : null;
        return Read("GITHUB_ACTIONS") == "true" ? GitHub(Read)
            : Read("GITLAB_CI") == "true" ? GitLab(Read)
            : Read("JENKINS_URL") is { } url ? Jenkins(Read, url)
            : null;
    }

    private static CiJob GitHub(Func<string, string?> read)
    {
        var project = Join(read("GITHUB_SERVER_URL"), read("GITHUB_REPOSITORY"));
        var build = Join(project, read("GITHUB_RUN_ID") is { } run ? $"actions/runs/{run}" : null);
        return new CiJob
        {
            System = "GitHub Actions",
            Type = "github",
            Url = project,
            BuildNumber = Number(read("GITHUB_RUN_NUMBER")),
            BuildName = Named(read("GITHUB_WORKFLOW"), read("GITHUB_RUN_NUMBER")),
            BuildUrl = build,
            ArtifactsUrl = build is null ? null : $"{build}#artifacts",
        };
    }

    private static CiJob GitLab(Func<string, string?> read) =>
        new()
        {
            System = "GitLab CI",
            Type = "gitlab",
            Url = read("CI_PROJECT_URL"),
            BuildNumber = Number(read("CI_PIPELINE_IID")),
            BuildName = Named(read("CI_JOB_NAME"), read("CI_PIPELINE_IID")),
            BuildUrl = read("CI_JOB_URL"),
            ArtifactsUrl = Join(read("CI_JOB_URL"), "artifacts/browse"),
        };

    private static CiJob Jenkins(Func<string, string?> read, string url) =>
        new()
        {
            System = "Jenkins",
            Type = "jenkins",
            Url = url,
            BuildNumber = Number(read("BUILD_NUMBER")),
            BuildName = Named(read("JOB_NAME"), read("BUILD_NUMBER")),
            BuildUrl = read("BUILD_URL"),
            ArtifactsUrl = Join(read("BUILD_URL"), "artifact"),
        };

    private static string Named(string? name, string? number) => number is null ? name ?? "build" : $"{name ?? "build"} #{number}";

    private static string? Join(string? url, string? path) => url is null || path is null ? null : $"{url.TrimEnd('/')}/{path}";

    private static long? Number(string? text) => long.TryParse(text, out var number) ? number : null;
}
