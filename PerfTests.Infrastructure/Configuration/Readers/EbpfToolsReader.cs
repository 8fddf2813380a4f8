using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads <c>ebpf-tools-spec.yaml</c>.</summary>
/// <param name="environments">The environments; null when their file could not be read.</param>
/// <param name="sourceFolders">Folders on this machine in which a tool's path is looked for.</param>
internal sealed class EbpfToolsReader(IReadOnlyList<TestEnvironment>? environments, IReadOnlyList<string> sourceFolders)
{
    public const string FileName = "ebpf-tools-spec.yaml";

    // As long as a name in the result tree may be.
    private const int LongestFolder = 200;

    private readonly Dictionary<string, int> _idLines = [];

    // Also where folders that differ in case only are one.
    private readonly Dictionary<string, string> _nameOwners = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _folderOwners = new(StringComparer.OrdinalIgnoreCase);

    private List<string>? EnvironmentIds => environments?.Select(environment => environment.Id).ToList();

    public ToolSet Read(YamlSection file)
    {
        var tools = file.Field("ebpf_tools")?.Map(section => section.Entries().Select(ReadTool).OfType<ToolSpec>().ToList());
        var discovery = file.Field("tool_discovery")?.Map(ToolDiscoveryReader.Read);
        return new ToolSet(tools ?? [], discovery ?? new ToolDiscovery());
    }

    private ToolSpec? ReadTool(YamlField entry) =>
        entry.Map(section =>
        {
            var idField = section.Field("id") ?? entry;
            var id = ReadId(section.Field("id")?.Text() ?? entry.Key, idField);
            var defaults = new ToolSpec
            {
                Id = id,
                Name = id,
                Path = "",
                IsNamed = section.Field("id") is not null || section.Field("name") is not null,
            };
            var path = section.Required("path");
            var expected = section.Field("expected_programs")?.Integer(1, 10_000);
            var exposure = section.Field("exposure")?.Map(block => ToolExposureReader.Read(block, expected)) ?? defaults.Exposure;
            var tool = defaults with
            {
                Name = section.Field("name")?.Text() ?? id,
                Path = ReadPath(path) ?? "",
                Executable = section.Field("executable")?.Argument() ?? "",
                ApplicableEnvironments = section.Field("applicable_environments")?.Items(Environment) ?? EnvironmentIds ?? [],
                TestTypes = Enum.GetValues<TestType>(),
                Protocols = Enum.GetValues<Protocol>(),
                Enabled = section.Field("enabled")?.Flag() ?? defaults.Enabled,
                Ready = section.Field("ready")?.Map(ReadReadiness) ?? defaults.Ready,
                ExpectedPrograms = Math.Max(
                    expected ?? defaults.ExpectedPrograms,
                    exposure.ExactPrograms ?? exposure.ProgramTypes.Values.Sum()
                ),
                Exposure = exposure,
                StopGraceSeconds = section.Field("stop_grace")?.Number(0.1, 600) ?? defaults.StopGraceSeconds,
                ResourceMonitoring = section.Field("resource_monitoring")?.Map(ReadMonitoring) ?? defaults.ResourceMonitoring,
            };
            tool =
                section
                    .Field("test_scope")
                    ?.Map(scope =>
                        tool with
                        {
                            TestTypes = scope.Field("test_types")?.Items(item => item.Choice<TestType>()) ?? tool.TestTypes,
                            Protocols = scope.Field("protocols")?.Items(item => item.Choice<Protocol>()) ?? tool.Protocols,
                            NamesProtocols = scope.Field("protocols") is not null,
                        }
                    )
                ?? tool;
            var parametersReader = new ToolParametersReader([
                .. (environments ?? []).Where(environment => tool.ApplicableEnvironments.Contains(environment.Id)),
            ]);
            var commands = new List<(YamlField Field, string Command)>();
            tool = tool with
            {
                Loader = section
                    .Field("loader")
                    ?.Map(loader => ToolLoaderReader.Read(loader, (field, text) => commands.Add((field, text)))),
            };
            tool = section.Field("parameters")?.Map(parameters => parametersReader.Read(parameters, tool)) ?? tool;
            foreach (var (field, command) in commands)
                parametersReader.Check(field, command, tool);
            tool = tool with { Version = path is null ? null : ReadVersion(tool, path) };
            ClaimNames(tool, idField);
            return tool;
        });

    private string ReadId(string id, YamlField field)
    {
        field.CheckToken(id);
        if (!_idLines.TryAdd(id, field.Line))
            field.Report($"is '{id}', which a tool on line {_idLines[id]} has already", "Give each tool an id of its own.");
        return id;
    }

    private ToolVersion? ReadVersion(ToolSpec tool, YamlField path)
    {
        try
        {
            return ToolVersion.Find(sourceFolders, tool.Path, byMd5: !tool.IsNamed);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            path.Report($"cannot be read: {problem.Message.TrimEnd('.')}", "Make the tool's folder readable for this user.");
            return null;
        }
    }

    private void ClaimNames(ToolSpec tool, YamlField field)
    {
        foreach (var (suffix, _) in ToolCombinations.Of(tool))
        {
            var (name, folder) = (tool.Id + suffix, tool.Folder + suffix);
            if (Math.Max(name.Length, folder.Length) > LongestFolder)
            {
                field.Report(
                    $"gives results in the folder '{folder[..40]}…' of {Math.Max(name.Length, folder.Length)} characters, with its "
                        + $"parameter values",
                    $"Shorten the tool's id or the values: together they may have {LongestFolder} characters."
                );
                return;
            }
            if (!_nameOwners.TryAdd(name, tool.Id))
                ReportTaken(tool, field, name, _nameOwners[name]);
            else if (!_folderOwners.TryAdd(folder, tool.Id))
                ReportTaken(tool, field, folder, _folderOwners[folder]);
        }
    }

    private static void ReportTaken(ToolSpec tool, YamlField field, string folder, string owner)
    {
        if (folder != tool.Id)
            field.Report(
                $"gives results in the folder '{folder}', as '{owner}' does",
                "Rename one of the tools or of their parameter values, or give the tool an id of its own."
            );
        else if (owner != tool.Id)
            field.Report($"is '{folder}', a folder that '{owner}' uses for its parameter values", "Rename the tool.");
    }

    private string? Environment(YamlField field) => field.Reference(EnvironmentIds, "environment", TestEnvironmentsReader.FileName);

    private static string? ReadPath(YamlField? field)
    {
        var path = field?.Argument();
        if (path?.Split('/').Contains("..") == true)
            field!.Report(
                $"is '{path}', which leaves its folder",
                "Write it without '..', relative to the repository or absolute on the host."
            );
        return path;
    }

    private static ToolReadiness ReadReadiness(YamlSection section)
    {
        var defaults = new ToolReadiness();
        var line = section.Field("line");
        var pattern = line?.Text();
        try
        {
            _ = new Regex(pattern ?? "", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException problem)
        {
            line!.Report(
                $"is not a regular expression: {problem.Message.TrimEnd('.')}",
                "Correct the pattern; a backslash before a sign takes it literally."
            );
        }
        return new ToolReadiness
        {
            Line = pattern,
            TimeoutSeconds = section.Field("timeout")?.Number(0.1, 3600) ?? defaults.TimeoutSeconds,
        };
    }

    private static ResourceMonitoring ReadMonitoring(YamlSection section) =>
        new()
        {
            Enabled = section.Field("enabled")?.Flag() ?? true,
            Cpu = section.Field("cpu")?.Flag() ?? true,
            Memory = section.Field("memory")?.Flag() ?? true,
            DiskIo = section.Field("disk_io")?.Flag() ?? true,
        };
}
