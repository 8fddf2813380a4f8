namespace PerfTests.Infrastructure.Tests;

/// <summary>Folders of the repository that these tests were built from.</summary>
internal static class RepositoryFolder
{
    public static string Of(params string[] parts) => Path.Combine([Root(), .. parts]);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PerfTests.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds PerfTests.sln");
    }
}
