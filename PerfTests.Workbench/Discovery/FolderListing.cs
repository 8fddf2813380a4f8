namespace PerfTests.Workbench.Discovery;

/// <summary>What the scanned folders of a root hold.</summary>
/// <param name="Folders">Those of them that are there.</param>
/// <param name="Problems">A line for each folder or link that could not be followed.</param>
internal sealed record FolderListing(IReadOnlyList<string> Folders, IReadOnlyList<ListedFile> Files, IReadOnlyList<string> Problems)
{
    /// <summary>Deepest level below a scanned folder.</summary>
    public const int MostLevels = 16;

    public static FolderListing Empty { get; } = new([], [], []);
}
