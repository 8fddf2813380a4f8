using System.Text.Json;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Results.Sessions;

/// <summary>What the hooks of one level leave: what each printed, and the list of them.</summary>
/// <param name="folder">Absolute path of their folder.</param>
internal sealed class HookFiles(string folder)
{
    public const string RecordsFile = "hook_records.json";

    private const string RootFolder = "hooks";

    public string Folder { get; } = folder;

    public static HookFiles OfSession(ResultTree tree) => new(Path.Combine(tree.Root, RootFolder, "session"));

    public static HookFiles OfEnvironment(ResultTree tree, string environment) =>
        new(Path.Combine(tree.Root, RootFolder, "environments", PathToken.CheckPath(environment)));

    public static HookFiles OfCase(ResultTree tree, string caseName) => new(Path.Combine(tree.CaseFolder(caseName), RootFolder));

    public static HookFiles OfRun(RunFolder run) => new(Path.Combine(run.FullPath, RunFolder.Monitoring));

    /// <summary>Name of the file for a hook's output: neither part has a dot before the first one here, so no two hooks share it.</summary>
    public static string LogFile(string hook, string host) => $"hook_{hook}.{host}.log";

    /// <summary>Takes away what an earlier session left above the cases: its failures would read as today's.</summary>
    public static void DiscardSession(ResultTree tree) => new HookFiles(Path.Combine(tree.Root, RootFolder)).Discard();

    /// <summary>Takes away what an earlier session left at this level.</summary>
    public void Discard() => ResultStorageException.Guard(Folder, () => FolderRemoval.Delete(Folder));

    /// <summary>Keeps what a hook printed, byte for byte.</summary>
    public Task WriteLogAsync(string file, ReadOnlyMemory<byte> output) =>
        AtomicFile.WriteAsync(
            Path.Combine(Folder, PathToken.CheckPath(file)),
            (stream, token) => stream.WriteAsync(output, token).AsTask(),
            CancellationToken.None
        );

    public Task WriteRecordsAsync(IReadOnlyList<HookRecord> records) =>
        JsonFiles.WriteAsync(Path.Combine(Folder, RecordsFile), records, JsonFiles.CamelCase, CancellationToken.None);

    /// <summary>Failed hooks of the last session and of its environments, in words, and files that cannot be read.</summary>
    public static async Task<IReadOnlyList<ReadProblem>> ReadFailuresAsync(ResultTree tree, CancellationToken cancellationToken)
    {
        var problems = new List<ReadProblem>();
        var root = Path.Combine(tree.Root, RootFolder);
        if (!Directory.Exists(root) || TreeFile.IsLink(root))
            return problems;
        foreach (var file in Directory.EnumerateFiles(root, RecordsFile, ResultTree.Below).Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(tree.Root, file);
            try
            {
                var records = await JsonFiles.ReadAsync<IReadOnlyList<HookRecord>>(tree.Root, path, JsonFiles.CamelCase, cancellationToken);
                problems.AddRange(
                    records.Select(record => record.Failure).OfType<string>().Select(failure => new ReadProblem(path, failure))
                );
            }
            catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
            {
                problems.Add(new ReadProblem(path, exception.Message));
            }
        }
        return problems;
    }
}
