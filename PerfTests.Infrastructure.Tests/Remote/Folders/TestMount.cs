using System.Diagnostics;

namespace PerfTests.Infrastructure.Tests.Remote.Folders;

/// <summary>A mount that a test makes in its own temporary folder, undone when it is disposed.</summary>
internal sealed class TestMount : IDisposable
{
    private readonly string _point;

    private TestMount(string point) => _point = point;

    public static TestMount Bind(string source, string point) => Make(point, "--bind", source, point);

    public static TestMount Memory(string point) => Make(point, "-t", "tmpfs", "-o", "size=64k", "pt-tmpfs", point);

    public void Dispose() => Run("umount", _point);

    private static TestMount Make(string point, params string[] arguments)
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("mounts need root");
        if (Run("mount", arguments) != 0)
            Assert.Ignore("nothing can be mounted here");
        return new TestMount(point);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
