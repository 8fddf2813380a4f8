using System.Diagnostics;

namespace PerfTests.Infrastructure.Tests;

/// <summary>Makes named pipes: a reader of one waits until somebody writes, here forever.</summary>
internal static class NamedPipe
{
    public static void Make(string path)
    {
        using var mkfifo = Process.Start("mkfifo", [path]);
        mkfifo.WaitForExit();
        Assert.That(mkfifo.ExitCode, Is.Zero);
    }
}
