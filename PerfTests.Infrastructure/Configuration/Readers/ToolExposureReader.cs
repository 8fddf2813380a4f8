using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads a tool's <c>exposure</c> block.</summary>
internal static class ToolExposureReader
{
    private const int MostPrograms = 10_000;

    /// <param name="section">The block.</param>
    /// <param name="expectedPrograms">What the tool's <c>expected_programs</c> says; null when it says nothing.</param>
    public static ToolExposure Read(YamlSection section, int? expectedPrograms)
    {
        var exposure = new ToolExposure();
        exposure = section.Field("programs")?.Map(programs => ReadPrograms(programs, exposure, expectedPrograms)) ?? exposure;
        exposure = section.Field("runs_per_packet")?.Map(runs => ReadRunsPerPacket(runs, exposure)) ?? exposure;
        var (minRuns, perPacket, change) = (section.Field("min_runs"), section.Field("runs_per_packet"), section.Field("max_runs_change"));
        exposure = exposure with
        {
            MaxIdlePrograms = section.Field("idle_programs")?.Integer(0, MostPrograms),
            MaxUnattachedPrograms = section.Field("unattached_programs")?.Integer(0, MostPrograms) ?? exposure.MaxUnattachedPrograms,
            Traffic = section.Field("traffic")?.Choice<ExposureTraffic>() ?? exposure.Traffic,
            MaxRunsChange = change?.Number(1, 1e6) ?? exposure.MaxRunsChange,
            MinRuns = minRuns?.Integer(1, int.MaxValue) ?? exposure.MinRuns,
            MaxLostEvents = section.Field("max_lost_events")?.Integer(0, int.MaxValue) ?? exposure.MaxLostEvents,
            AllowedWarnings = section.Field("allowed_warnings")?.Items(Pattern) ?? exposure.AllowedWarnings,
            Output = section.Field("output")?.Map(ReadOutput),
        };
        if (exposure.Traffic == ExposureTraffic.Packets)
            minRuns?.Report("is for tools that follow events", "Write traffic: events beside it, or give runs_per_packet instead.");
        else
            foreach (var unused in new[] { perPacket, change }.OfType<YamlField>())
                unused.Report(
                    "is for tools that follow packets",
                    "Remove it, or traffic: events; min_runs is what such a tool is held to."
                );
        return exposure;
    }

    private static ToolExposure ReadPrograms(YamlSection section, ToolExposure exposure, int? expectedPrograms)
    {
        var exactly = section.Field("exactly");
        var types = section.Field("types");
        exposure = exposure with
        {
            ExactPrograms = exactly?.Integer(1, MostPrograms),
            ProgramTypes = types?.Map(block => Counts(block, CheckType)) ?? exposure.ProgramTypes,
            ProgramNames = section.Field("names")?.Map(block => Counts(block, _ => { })) ?? exposure.ProgramNames,
            IdlePrograms = section.Field("idle")?.Items(name => name.Text()) ?? exposure.IdlePrograms,
        };
        if (exposure.ExactPrograms < expectedPrograms)
            exactly!.Report(
                $"is {exposure.ExactPrograms}, fewer than the expected_programs of the tool, {expectedPrograms}",
                "Make them the same, or remove expected_programs."
            );
        if (exposure.ExactPrograms < exposure.ProgramTypes.Values.Sum())
            types!.Report(
                $"adds up to {exposure.ProgramTypes.Values.Sum()} programs, more than exactly {exposure.ExactPrograms}",
                "Correct one of them."
            );
        return exposure;
    }

    private static Dictionary<string, int> Counts(YamlSection section, Action<YamlField> check)
    {
        var counts = new Dictionary<string, int>();
        foreach (var entry in section.Entries())
        {
            check(entry);
            counts[entry.Key] = entry.Integer(1, MostPrograms) ?? 1;
        }
        return counts;
    }

    private static void CheckType(YamlField entry)
    {
        if (!BpfProgramTypes.Names.Contains(entry.Key))
            entry.Report("is not a type of BPF program", Suggestion.For(entry.Key, BpfProgramTypes.Names, "types"));
    }

    private static ToolExposure ReadRunsPerPacket(YamlSection section, ToolExposure exposure)
    {
        var max = section.Field("max");
        exposure = exposure with
        {
            MinRunsPerPacket = section.Field("min")?.Number(1e-6, 1e6) ?? exposure.MinRunsPerPacket,
            MaxRunsPerPacket = max?.Number(1e-6, 1e6),
        };
        if (exposure.MaxRunsPerPacket < exposure.MinRunsPerPacket)
            max!.Report("is less than the fewest runs", "Give a larger one, or a smaller min.");
        return exposure;
    }

    private static OutputProof ReadOutput(YamlSection section) =>
        new((section.Required("line") is { } line ? Pattern(line) : null) ?? "", section.Field("min")?.Number(0, 1e15) ?? 1);

    private static string? Pattern(YamlField field)
    {
        if (field.Text() is not { } pattern)
            return null;
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return pattern;
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            // Without backtracking a pattern is read in one pass, however hostile the text is.
            field.Report(
                $"is not a regular expression that can be used here: {problem.Message.TrimEnd('.')}",
                "Correct the pattern; look-arounds and back-references are not possible."
            );
            return null;
        }
    }
}
