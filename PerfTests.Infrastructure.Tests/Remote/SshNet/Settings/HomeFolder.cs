using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Remote.SshNet.Settings;

namespace PerfTests.Infrastructure.Tests.Remote.SshNet.Settings;

/// <summary>A home and a system folder with ssh configurations of a test's own. Disposing removes them.</summary>
internal sealed class HomeFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pt-home-");

    public HomeFolder()
    {
        Directory.CreateDirectory(Ssh);
        Directory.CreateDirectory(System);
    }

    public string Home => _folder.FullName;

    public string Ssh => Path.Combine(Home, ".ssh");

    public string System => Path.Combine(Home, "etc");

    public SettingsResolution Resolution => new(Home, System);

    public string Config => Path.Combine(Ssh, "config");

    /// <param name="path">Below the home folder.</param>
    public HomeFolder Write(string path, string text)
    {
        var file = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public HomeFolder Configure(string text) => Write(".ssh/config", text);

    public ClientSettings Resolve(string address) => Resolve(new SshTarget("one", address) { WorkDir = "work" });

    public ClientSettings Resolve(SshTarget target) => Resolution.Resolve(target);

    public void Dispose() => _folder.Delete(recursive: true);
}
