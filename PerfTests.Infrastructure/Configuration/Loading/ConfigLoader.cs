using System.Text;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Readers;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Loading;

/// <summary>Reads a configuration set: a folder of YAML files.</summary>
public static class ConfigLoader
{
    /// <summary>The most that a file of a set may have; ten thousand tools with all their keys are about half of it.</summary>
    public const long LimitBytes = 16 << 20;

    // In the order in which the files refer to those before them.
    private static readonly (string Name, bool IsRequired)[] Files =
    [
        (SshHostsReader.FileName, true),
        (TestEnvironmentsReader.FileName, true),
        (EbpfToolsReader.FileName, false),
        (PerformanceTestSpecReader.FileName, true),
        (ThresholdsReader.FileName, false),
        (MonitoringConfigReader.FileName, false),
        (HooksReader.FileName, false),
    ];

    /// <summary>Loads and checks every file of the set.</summary>
    /// <param name="folder">The folder, absolute or relative to the current directory.</param>
    /// <param name="repositoryRoot">Where tools are looked for that are not in the folder itself; null looks nowhere else.</param>
    /// <exception cref="ConfigurationException">The set cannot be used; the exception holds the mistakes of all files.</exception>
    public static PerfConfig Load(string folder, string? repositoryRoot = null)
    {
        if (!Directory.Exists(folder))
        {
            const string remedy = "Name one with --config, PERFTESTS_CONFIG or the runsettings parameter ConfigDir.";
            throw new ConfigurationException([new ConfigurationError(folder, 0, "there is no such configuration folder", remedy)]);
        }

        var errors = new List<ConfigurationError>();
        IReadOnlyList<string> sources = repositoryRoot is null ? [Path.GetFullPath(folder)] : [Path.GetFullPath(folder), repositoryRoot];
        try
        {
            ReportUnknownFiles(folder, errors);
        }
        catch (UnauthorizedAccessException)
        {
            const string remedy = "Make it readable for this user.";
            throw new ConfigurationException([new ConfigurationError(folder, 0, "the configuration folder cannot be read", remedy)]);
        }
        T? Read<T>(string name, Func<YamlSection, T> read)
            where T : class
        {
            var isRequired = Files.Single(file => file.Name == name).IsRequired;
            return ReadFile(new YamlSource(Path.Combine(folder, name), errors), isRequired, read);
        }

        var hosts = Read(SshHostsReader.FileName, section => SshHostsReader.Read(section, folder));
        var environments = Read(TestEnvironmentsReader.FileName, section => new TestEnvironmentsReader(hosts).Read(section));
        var toolFile = Path.Combine(folder, EbpfToolsReader.FileName);
        var tools =
            Read(EbpfToolsReader.FileName, section => new EbpfToolsReader(environments, sources).Read(section))
            ?? (File.Exists(toolFile) ? null : new ToolSet([], new ToolDiscovery()));
        var names = new DeclaredNames(
            environments?.Select(environment => environment.Id).ToList(),
            tools?.Tools.Select(tool => tool.Id).ToList()
        )
        {
            AsksForIcmp =
                tools?.Tools.Any(tool =>
                    tool.NamesProtocols && tool.Protocols.Contains(Protocol.Icmp) && tool.TestTypes.Contains(TestType.Latency)
                ) == true,
        };
        var performance = Read(PerformanceTestSpecReader.FileName, section => new PerformanceTestSpecReader(names).Read(section));
        var thresholds = Read(ThresholdsReader.FileName, section => new ThresholdsReader(names).Read(section));
        var monitoring = Read(MonitoringConfigReader.FileName, MonitoringConfigReader.Read);
        var hooks = Read(HooksReader.FileName, section => new HooksReader(names, hosts?.Keys.ToList(), environments).Read(section));

        if (errors.Count > 0 || hosts is null || environments is null || performance is null || tools is null)
            throw new ConfigurationException([.. errors.Distinct().OrderBy(error => FileOrder(error.File)).ThenBy(error => error.Line)]);
        return new PerfConfig
        {
            Folder = Path.GetFullPath(folder),
            SourceFolders = sources,
            Hosts = hosts,
            Environments = environments,
            Performance = performance,
            Tools = tools.Tools,
            Discovery = tools.Discovery,
            Thresholds = thresholds ?? new Thresholds(),
            Monitoring = monitoring ?? new MonitoringConfig(),
            Hooks = hooks ?? new HooksConfig(),
        };
    }

    private static T? ReadFile<T>(YamlSource source, bool isRequired, Func<YamlSection, T> read)
        where T : class
    {
        if (!File.Exists(source.File))
        {
            if (isRequired)
                source.Report(0, "the file is missing", "Add it; config/ has one to start from.");
            return null;
        }

        string text;
        try
        {
            text = RegularFile.ReadAllText(
                source.File,
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
                LimitBytes
            );
        }
        catch (DecoderFallbackException)
        {
            source.Report(0, "the file is not UTF-8", "Save it as plain UTF-8 text.");
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            source.Report(
                0,
                $"the file cannot be read: {problem.Message.TrimEnd('.')}",
                problem is UnauthorizedAccessException
                    ? "Make it readable for this user."
                    : "Put a text file in its place that this user can read."
            );
            return null;
        }

        if (YamlTree.Read(source, text) is not { } root)
            return null;
        var section = new YamlSection(source, "", root);
        var result = read(section);
        section.ReportUnknownKeys();
        return result;
    }

    // A misspelt name of an optional file would otherwise mean its defaults, silently.
    private static void ReportUnknownFiles(string folder, List<ConfigurationError> errors)
    {
        var known = Files.Select(file => file.Name).ToList();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (Path.GetExtension(name) is ".yaml" or ".yml" && !known.Contains(name))
                new YamlSource(path, errors).Report(
                    0,
                    "no file of a configuration set has this name",
                    Suggestion.For(name, known, "files")
                );
        }
    }

    private static int FileOrder(string path) => Array.FindIndex(Files, file => file.Name == Path.GetFileName(path));
}
