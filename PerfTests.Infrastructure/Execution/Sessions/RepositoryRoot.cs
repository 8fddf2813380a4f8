namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>The folder of the checkout: where <c>config/</c>, <c>ebpf-tools/</c> and <c>result/</c> lie.</summary>
public static class RepositoryRoot
{
    /// <summary>Goes up from the running program until the solution is found; the current folder when it is not.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PerfTests.sln")))
                return folder.FullName;
        }
        return Directory.GetCurrentDirectory();
    }
}
