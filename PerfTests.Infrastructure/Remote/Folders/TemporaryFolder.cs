namespace PerfTests.Infrastructure.Remote.Folders;

/// <summary>Where temporary folders are made.</summary>
internal static class TemporaryFolder
{
    private const string Standard = "/tmp";

    /// <summary>The folder that TMPDIR names; the standard one where there is no such folder.</summary>
    public static string Path => Of(System.IO.Path.GetTempPath());

    internal static string Of(string named)
    {
        var folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(named));
        return Directory.Exists(folder) ? folder : Standard;
    }
}
