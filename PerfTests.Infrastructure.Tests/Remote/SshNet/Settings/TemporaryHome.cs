namespace PerfTests.Infrastructure.Tests.Remote.SshNet.Settings;

/// <summary>A home folder with an ssh configuration. Disposing removes it.</summary>
internal sealed class TemporaryHome : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pt-home-");

    public TemporaryHome(string configuration)
    {
        _folder.CreateSubdirectory(".ssh");
        File.WriteAllText(System.IO.Path.Combine(Path, ".ssh", "config"), configuration);
    }

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
