using System.Text.Json;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Reporting.Allure;

/// <summary>What happened when in one run, read off its files: the tool's start, the load, the tool's stop.</summary>
internal static class RunPhases
{
    private const string ToolDataFile = "tool_data.json";

    /// <param name="step">The run's step, which gets a step for each phase in order of time.</param>
    /// <param name="folder">The run's folder.</param>
    public static void Record(AllureStepRecorder step, string folder)
    {
        var phases = Tools(Path.Combine(folder, RunFolder.EbpfOutput)).Concat(Load(Path.Combine(folder, MonitoringSummary.FileName)));
        foreach (var (name, start, stop) in phases.OrderBy(phase => phase.Start))
            step.Past(name, start, stop);
    }

    private static IEnumerable<(string Name, DateTimeOffset Start, DateTimeOffset Stop)> Tools(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in Directory.EnumerateFiles(folder, ToolDataFile, ResultTree.Below))
        {
            var tool = Read<ToolData>(file);
            // With a tool on both sides each has a folder of its own
            var place = Path.GetDirectoryName(file) == folder ? "" : $" on the {Path.GetFileName(Path.GetDirectoryName(file))}";
            yield return ($"tool start{place}", tool.ReadyTime.AddSeconds(-tool.StartSeconds), tool.ReadyTime);
            yield return ($"tool stop{place}", tool.StopTime, tool.StopTime.AddSeconds(tool.StopSeconds));
        }
    }

    private static IEnumerable<(string Name, DateTimeOffset Start, DateTimeOffset Stop)> Load(string file)
    {
        if (!File.Exists(file))
            return [];
        var summary = Read<MonitoringSummary>(file);
        return [("load", summary.LoadStart, summary.LoadEnd)];
    }

    private static T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(
            RegularFile.ReadAllBytes(file, TreeFile.LimitBytes(Path.GetFileName(file)), followLinks: false),
            JsonFiles.CamelCase
        ) ?? throw new JsonException($"{file} is empty");
}
