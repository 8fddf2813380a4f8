using System.Globalization;
using System.Reflection;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Tools.Discovery;

namespace PerfTests.Infrastructure.Init;

/// <summary>The text of every file of a new configuration set.</summary>
internal static class SiteFiles
{
    private const string ExampleProgram = "bpftrace";

    private const string Validity = """
        # What a measurement must meet before it counts: docs/explanation/validity.md has every rule and its limit. For example:
        # validity: {foreign_cpu_percent: 20}   # of one core; 10 where nothing is said

        """;

    private const string ValidityOnOneKernel = """
        # What a measurement must meet before it counts; docs/explanation/validity.md has every rule and its limit. These three are
        # off, because the hosts share their kernel and cores with everything else on one machine.
        validity:
          foreign_cpu_percent: off   # of one core; 10 where nothing is said
          steal_percent: off         # 2 where nothing is said
          foreign_programs: off      # 0 where nothing is said

        """;

    private const string ValidityBesideGuests = """
        # What a measurement must meet before it counts; docs/explanation/validity.md has every rule and its limit. This one is off, because
        # the processes that run guests on the tool host (qemu, a switch in user space) carry the load: they would drop every run.
        validity:
          foreign_cpu_percent: off   # of one core; 10 where nothing is said

        """;

    /// <param name="folder">Where the set will be, for the paths of the schemas.</param>
    /// <param name="repositoryRoot">The checkout, which holds the schemas.</param>
    /// <returns>Text by path below the folder.</returns>
    public static IReadOnlyDictionary<string, string> Of(Site site, string folder, string repositoryRoot)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ssh-hosts.yaml"] = HostsFile.Of(site),
            ["test-environments.yaml"] = EnvironmentsFile.Of(site),
            ["ebpf-tools-spec.yaml"] = Fill("ebpf-tools-spec.yaml", new()
            {
                ["enabled"] = site.RunsTools.Programs.ContainsKey(ExampleProgram) ? "true" : "false",
                ["where"] = site.RunsTools.Host.Id,
            }),
            ["performance-test-spec.yaml"] = Fill("performance-test-spec.yaml", new()
            {
                ["seconds"] = site.DurationSeconds.ToString(CultureInfo.InvariantCulture),
                ["bandwidth"] = YamlText.Quote(Bandwidth(site.LinkMegabitsPerSecond)),
                ["why"] = site.LinkMegabitsPerSecond is { } speed
                    ? string.Create(CultureInfo.InvariantCulture, $"half of the link's {speed} Mbit/s, at most 5G for one stream")
                    : "the link did not tell its speed: half of what an uncapped iperf3 reaches is a good choice",
            }),
        };
        files["thresholds.yaml"] = Fill("thresholds.yaml", new() { ["validity"] = ValidityOf(site) });
        foreach (var name in (string[])["monitoring-config.yaml", "hooks.yaml"])
            files[name] = Fill(name, []);
        foreach (var name in files.Keys.ToList())
            files[name] = $"# yaml-language-server: $schema={Schema(name, folder, repositoryRoot)}\n{files[name]}";
        files["tools/README.md"] = Fill("tools-README.md", new() { ["folder"] = ShellWord.Quote(Path.GetRelativePath(repositoryRoot, folder)) });
        return files;
    }

    /// <summary>A cap that leaves the link headroom, so that equal runs have equal figures.</summary>
    internal static string Bandwidth(int? linkMegabitsPerSecond) => linkMegabitsPerSecond switch
    {
        null => "300M",
        >= 10_000 => "5G",
        { } speed => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, speed / 2)}M"),
    };

    private static string ValidityOf(Site site) => site switch
    {
        { SharesKernel: true } => ValidityOnOneKernel,
        { ToolHost: not null } => ValidityBesideGuests,
        _ => Validity,
    };

    private static string Schema(string name, string folder, string repositoryRoot) =>
        Path.Combine(Path.GetRelativePath(folder, repositoryRoot), "schemas", $"{Path.GetFileNameWithoutExtension(name)}.schema.json");

    private static string Fill(string template, Dictionary<string, string> values)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"init/{template}")
            ?? throw new InvalidOperationException($"the template {template} is not built in");
        var text = new StreamReader(stream).ReadToEnd();
        return values.Aggregate(text, (filled, value) => filled.Replace($"@{value.Key}@", value.Value, StringComparison.Ordinal));
    }
}
