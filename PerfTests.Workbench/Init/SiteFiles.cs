using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Workbench.Init;

/// <summary>The text of every file of a new configuration set.</summary>
internal static class SiteFiles
{
    private const string ExampleProgram = "bpftrace";

    /// <param name="folder">Where the set will be, for the paths of the schemas.</param>
    /// <param name="repositoryRoot">The checkout, which holds the schemas.</param>
    /// <returns>Text by path below the folder.</returns>
    public static IReadOnlyDictionary<string, string> Of(Site site, string folder, string repositoryRoot)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ssh-hosts.yaml"] = HostsFile.Of(site),
            ["test-environments.yaml"] = EnvironmentsFile.Of(site),
            ["ebpf-tools-spec.yaml"] = Fill(
                "ebpf-tools-spec.yaml",
                new()
                {
                    ["enabled"] = site.RunsTools.Programs.ContainsKey(ExampleProgram) ? "true" : "false",
                    ["where"] = site.RunsTools.Host.Id,
                }
            ),
            ["performance-test-spec.yaml"] = Fill("performance-test-spec.yaml", LoadValues.Of(site)),
        };
        files["thresholds.yaml"] = Fill("thresholds.yaml", new() { ["validity"] = ValidityText.Of(site) });
        foreach (var name in (string[])["monitoring-config.yaml", "hooks.yaml"])
            files[name] = Fill(name, []);
        foreach (var name in files.Keys.ToList())
            files[name] = $"# yaml-language-server: $schema={Schema(name, folder, repositoryRoot)}\n{files[name]}";
        files["tools/README.md"] = Fill(
            "tools-README.md",
            new() { ["folder"] = ShellWord.Quote(Path.GetRelativePath(repositoryRoot, folder)) }
        );
        return files;
    }

    private static string Schema(string name, string folder, string repositoryRoot) =>
        Path.Combine(Path.GetRelativePath(folder, repositoryRoot), "schemas", $"{Path.GetFileNameWithoutExtension(name)}.schema.json");

    private static string Fill(string template, Dictionary<string, string> values) =>
        values.Aggregate(
            EmbeddedText.Read(typeof(SiteFiles).Assembly, $"init/{template}"),
            (filled, value) => filled.Replace($"@{value.Key}@", value.Value, StringComparison.Ordinal)
        );
}
