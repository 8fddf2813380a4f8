namespace PerfTests.Infrastructure.Tests.Scripts;

/// <summary>Files of the repository in languages other than C#.</summary>
internal static class ScriptFiles
{
    private static readonly string[] NotOurs = ["artifacts", "result", ".git", "node_modules"];

    /// <summary>Shell scripts by name or first line; paths below the repository's root.</summary>
    public static IReadOnlyList<string> Shell { get; } = [.. Of(new DirectoryInfo(RepositoryFolder.Of()), IsShell)];

    /// <summary>Scripts of pages.</summary>
    public static IReadOnlyList<string> Browser { get; } =
    [.. Of(new DirectoryInfo(RepositoryFolder.Of()), file => file.Extension == ".js")];

    /// <summary>Whether the first line names the shell, rather than the file that it is part of.</summary>
    public static bool NamesItsShell(string path) => FirstLine(RepositoryFolder.Of(path)).StartsWith("#!", StringComparison.Ordinal);

    private static IEnumerable<string> Of(DirectoryInfo folder, Func<FileInfo, bool> isWanted) =>
        folder
            .EnumerateFiles()
            .Where(isWanted)
            .Select(file => Path.GetRelativePath(RepositoryFolder.Of(), file.FullName))
            .Concat(folder.EnumerateDirectories().Where(each => !NotOurs.Contains(each.Name)).SelectMany(each => Of(each, isWanted)))
            .Order(StringComparer.Ordinal);

    private static bool IsShell(FileInfo file) =>
        file.Extension == ".sh" || (file.Extension.Length == 0 && FirstLine(file.FullName) is ['#', '!', .., 's', 'h']);

    private static string FirstLine(string path) => File.ReadLines(path).FirstOrDefault() ?? "";
}
