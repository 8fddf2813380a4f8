namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>Labels of a case, read off its name.</summary>
internal static class AllureLabels
{
    /// <summary>
    /// Labels for <c>baseline/{environment}/{type}/{protocol}/{params}</c> or <c>ebpf/{tool}/{environment}/{type}/{protocol}/{params}</c>:
    /// the suite tree environment, tool, type and protocol; the behaviour tree the other way round, tool, type and protocol, environment,
    /// which
    /// puts what one tool costs on all environments side by side; the test's class; each part by itself; and a tag per category.
    /// </summary>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    public static IReadOnlyList<AllureLabel> OfCase(string caseName)
    {
        var parts = caseName.Split('/');
        var (arm, tool, environment, type, protocol, parameters) = parts switch
        {
            _ when parts.Contains("") => throw new ArgumentException($"'{caseName}' is not a case name: a part is empty", nameof(caseName)),
            ["baseline", var on, var test, var over, var with] => ("Baseline", (string?)null, on, test, over, with),
            ["ebpf", var id, var on, var test, var over, var with] => ("Ebpf", id, on, test, over, with),
            _ => throw new ArgumentException(
                $"'{caseName}' is not a case name: expected baseline/… with 5 or ebpf/… with 6 parts",
                nameof(caseName)
            ),
        };
        return
        [
            new("parentSuite", environment),
            new("suite", tool ?? "(baseline)"),
            new("subSuite", $"{type}/{protocol}"),
            new("epic", tool ?? "(baseline)"),
            new("feature", $"{type}/{protocol}"),
            new("story", environment),
            new("package", $"PerfTests.{Capital(type)}Tests"),
            new("environment", environment),
            .. tool is null ? Array.Empty<AllureLabel>() : [new("tool", tool), new("tag", tool)],
            new("testType", type),
            new("protocol", protocol),
            new("params", parameters),
            new("severity", tool is null ? "normal" : "critical"),
            new("framework", "nunit"),
            new("language", "csharp"),
            new("tag", arm),
            new("tag", Capital(type)),
            new("tag", environment),
            new("tag", protocol),
        ];
    }

    private static string Capital(string word) => $"{char.ToUpperInvariant(word[0])}{word[1..]}";

    /// <summary>Where the case was executed: Allure's timeline has a row per host and thread.</summary>
    public static IReadOnlyList<AllureLabel> OfPlace(string host, string thread) => [new("host", host), new("thread", thread)];
}
