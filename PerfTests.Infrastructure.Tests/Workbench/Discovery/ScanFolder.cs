using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Workbench.Discovery;

namespace PerfTests.Infrastructure.Tests.Workbench.Discovery;

/// <summary>A temporary folder with tools of a test's own, scanned as this machine's.</summary>
internal sealed class ScanFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pt-scan-");

    public string Path(string relative = "") => System.IO.Path.Combine(_folder.FullName, relative);

    public ScanFolder Write(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(path))!);
        File.WriteAllText(Path(path), text);
        return this;
    }

    public Task<ScanResult> ScanAsync(params string[] patterns) =>
        ToolScanner.ScanAsync(
            new LocalMachine([_folder.FullName]),
            new ToolDiscovery
            {
                ScanDirectories = ["tools", "./tools/", "tools/sub"],
                FilePatterns = patterns.Length > 0 ? patterns : ["*.py", "*.bt"],
            },
            CancellationToken.None
        );

    /// <summary>The only tool, a Python one with this text.</summary>
    public async Task<FoundTool> PythonAsync(string text)
    {
        Write("tools/tool.py", text);
        return (await ScanAsync()).Tools.Single();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
