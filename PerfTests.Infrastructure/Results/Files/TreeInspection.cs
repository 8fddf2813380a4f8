using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Results.Files;

/// <summary>What lies between the arms and the runs of a result tree and does not belong there, or never came to its end.</summary>
/// <remarks>Nothing is removed. The root, and what is inside a run, may hold whatever a user keeps there.</remarks>
internal static class TreeInspection
{
    private static readonly HashSet<string> KnownFiles = new(StringComparer.Ordinal)
    {
        "baseline_summary.json",
        "ebpf_comparison.json",
        "tool_summary.json",
        "environment_summary.json",
        "protocol_summary.json",
        "test_type_summary.json",
        CaseStore.SummaryFile,
        CaseStore.RoundsFile,
        CaseStore.VerdictFile,
        CaseStore.MarkerFile,
        CaseStore.StoredBaselineFile,
    };

    public static IReadOnlyList<ReadProblem> Of(ResultTree tree) =>
        [.. Level(tree, CaseAddress.BaselineFolder, 4), .. Level(tree, CaseAddress.EbpfFolder, 5)];

    private static IEnumerable<ReadProblem> Level(ResultTree tree, string folder, int levelsToCase)
    {
        var path = Path.Combine(tree.Root, folder);
        if (!Directory.Exists(path))
            return [];
        if (TreeFile.IsLink(path))
            return [Link(folder)];
        var own = Directory
            .EnumerateFileSystemEntries(path)
            .Select(entry => Path.GetFileName(entry))
            .Order(StringComparer.Ordinal)
            .Select(name => Problem(path, folder, name, isCase: levelsToCase == 0))
            .OfType<ReadProblem>();
        return levelsToCase == 0 ? own : own.Concat(tree.Children(folder).SelectMany(child => Level(tree, child, levelsToCase - 1)));
    }

    private static ReadProblem Link(string relative) =>
        new(
            relative,
            "it is a symbolic link, and no report follows one, out of the tree or round in it",
            "put a copy of what it leads to in its place"
        );

    private static ReadProblem? Problem(string path, string folder, string name, bool isCase)
    {
        var (full, relative) = (Path.Combine(path, name), $"{folder}/{name}");
        if (TreeFile.IsLink(full))
            return Link(relative);
        if (name.EndsWith(".tmp", StringComparison.Ordinal))
            return new(relative, "a file that was being written when its process ended", "delete it when no run is under way");
        if (!Directory.Exists(full))
            return KnownFiles.Contains(name) || name.Contains(".json.broken", StringComparison.Ordinal)
                ? null
                : new(relative, "the suite writes no such file here, so no report reads it", "move it out of the tree");
        if (!PathToken.IsValid(name))
            return new(relative, "no case or run has such a name, so no report reads this folder", "rename it or move it out of the tree");
        if (!CaseAddress.MayHold(folder, name))
            return new(relative, "no test type has such a name, so no report reads this folder", "rename it or move it out of the tree");
        if (!isCase)
            return null;
        if (!name.StartsWith("run_", StringComparison.Ordinal))
            return new(relative, "it is not a run, so no report reads this folder", "move it out of the tree");
        return File.Exists(Path.Combine(full, RunFolder.MetadataFile))
            ? null
            : new(
                relative,
                $"the run never ended: it has no {RunFolder.MetadataFile}, so nothing counts it",
                "keep it to look at, or delete it"
            );
    }
}
