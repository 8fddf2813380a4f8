using PerfTests.Infrastructure.Lab;

namespace PerfTests.Infrastructure.Tests.Suite;

/// <summary>A file system in memory, small enough to fill. Disposing unmounts it.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Ignores the test where mounting is not allowed.</summary>
    public static async Task<SmallDisk> MountAsync(int kilobytes)
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("mounting a small file system needs root");
        var folder = Directory.CreateTempSubdirectory("pt-disk-").FullName;
        await LocalCommand.RunAsync(["mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder], CancellationToken.None);
        return new SmallDisk(folder);
    }

    public Task MakeReadOnlyAsync() => LocalCommand.RunAsync(["mount", "-o", "remount,ro", Folder], CancellationToken.None);

    public void Fill()
    {
        try
        {
            using var filler = new FileStream(Path.Combine(Folder, "filler"), FileMode.Append);
            while (true)
            {
                filler.Write(new byte[4096]);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LocalCommand.RunAsync(["umount", Folder], CancellationToken.None);
        Directory.Delete(Folder);
    }
}
