using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Results.Files;

/// <summary>The folder <c>result/</c>: where every run, case and summary lies.</summary>
internal sealed class ResultTree(string root)
{
    private const string RunPrefix = "run_";

    private static readonly EnumerationOptions Own = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    /// <summary>Everything below a folder that is not behind a link: one may lead out of the tree, or back up in it.</summary>
    public static EnumerationOptions Below { get; } =
        new()
        {
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = false,
            RecurseSubdirectories = true,
            MaxRecursionDepth = 16,
        };

    /// <summary>Absolute path of <c>result/</c>.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Whether a folder is the root of a result tree: whether anything was ever measured into it.</summary>
    public static bool IsAt(string folder) =>
        Directory.Exists(Path.Combine(folder, CaseAddress.BaselineFolder))
        || Directory.Exists(Path.Combine(folder, CaseAddress.EbpfFolder));

    /// <summary>Absolute path of a case's folder.</summary>
    /// <exception cref="ArgumentException">The name is not that of a case.</exception>
    public string CaseFolder(string caseName) => Path.Combine(Root, CaseAddress.Parse(caseName).Name);

    /// <summary>Makes the folder of a new run: <c>run_YYYYMMDD_HHMMSS</c> in UTC, with <c>_2</c>, <c>_3</c> … when taken.</summary>
    /// <remarks>
    /// It is prepared under another name and renamed. A folder that is not empty cannot be renamed over, so of two processes
    /// at the same second one gets the next suffix.
    /// </remarks>
    public RunFolder CreateRun(string caseName, DateTimeOffset startTime)
    {
        var address = CaseAddress.Parse(caseName);
        var caseFolder = Path.Combine(Root, address.Name);
        var arm = address.Tool is null ? Arm.Baseline : Arm.Ebpf;
        var prepared = Path.Combine(caseFolder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            foreach (var subfolder in RunFolder.Subfolders(arm))
                ResultStorageException.Guard(caseFolder, () => Directory.CreateDirectory(Path.Combine(prepared, subfolder)));
            var name = RunName(startTime);
            for (var attempt = 1; ; attempt++)
            {
                var candidate = attempt == 1 ? name : $"{name}_{attempt}";
                if (TryRename(prepared, Path.Combine(caseFolder, candidate)))
                    return new RunFolder(this, $"{address.Name}/{candidate}", arm);
            }
        }
        catch
        {
            Remove(prepared);
            throw;
        }
    }

    /// <summary>Name of the folder of a run that started at a time, but for the suffix of a collision.</summary>
    public static string RunName(DateTimeOffset startTime) => RunPrefix + startTime.UtcDateTime.ToString("yyyyMMdd_HHmmss");

    /// <summary>Every case that has a folder, in order of name.</summary>
    public IEnumerable<CaseAddress> Cases() =>
        Descend(CaseAddress.BaselineFolder, 4).Concat(Descend(CaseAddress.EbpfFolder, 5)).Select(CaseAddress.Parse);

    /// <summary>The completed runs of a case, as paths relative to <c>result/</c>, in order of name.</summary>
    public IEnumerable<string> Runs(string caseName) =>
        Children(CaseAddress.Parse(caseName).Name)
            .Where(run => Path.GetFileName(run).StartsWith(RunPrefix, StringComparison.Ordinal))
            .Where(run => File.Exists(Path.Combine(Root, run, RunFolder.MetadataFile)));

    /// <summary>
    /// Subfolders of a folder, both relative to <c>result/</c>, in order of name; links, and names that the tree never gives, are passed
    /// over.
    /// </summary>
    public IEnumerable<string> Children(string folder)
    {
        var path = Path.Combine(Root, folder);
        return !Directory.Exists(path) || TreeFile.IsLink(path)
            ? []
            : Directory
                .EnumerateDirectories(path, "*", Own)
                .Select(child => Path.GetFileName(child))
                .Where(child => CaseAddress.MayHold(folder, child))
                .Order(StringComparer.Ordinal)
                .Select(child => $"{folder}/{child}");
    }

    private IEnumerable<string> Descend(string folder, int levels) =>
        levels == 0 ? [folder] : Children(folder).SelectMany(child => Descend(child, levels - 1));

    private static void Remove(string prepared)
    {
        try
        {
            FolderRemoval.Delete(prepared);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has a name that nothing reads, and the first failure is the one to tell.
        }
    }

    private static bool TryRename(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
            return true;
        }
        catch (IOException) when (Path.Exists(to))
        {
            return false;
        }
    }
}
