namespace PerfTests.Infrastructure.Tests;

/// <summary>Output of real programs, kept under Samples; below <c>foreign</c> such as people reported.</summary>
internal static class RecordedOutput
{
    public static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Folder, pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Samples");
}
