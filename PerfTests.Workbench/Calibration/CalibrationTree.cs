using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Workbench.Calibration;

/// <summary>
/// Where a calibration keeps its runs: a result tree of its own below the user's, so that no run of it is ever taken for a baseline.
/// </summary>
internal static class CalibrationTree
{
    public const string Folder = "calibration";

    /// <summary>Makes <c>calibration/{kind}_YYYYMMDD_HHMMSS</c>, with <c>_2</c>, <c>_3</c> … when taken.</summary>
    /// <returns>Its absolute path.</returns>
    /// <exception cref="ResultStorageException">The folder cannot be made.</exception>
    public static string Create(string resultDir, string kind, TimeProvider time)
    {
        var stamp = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd_HHmmss");
        var first = Path.Combine(resultDir, Folder, $"{kind}_{stamp}");
        var path = first;
        for (var attempt = 2; Path.Exists(path); attempt++)
            path = $"{first}_{attempt}";
        ResultStorageException.Guard(resultDir, () => Directory.CreateDirectory(path));
        return path;
    }
}
