using System.Runtime.CompilerServices;

namespace PerfTests.Infrastructure.Tests;

/// <summary>
/// Compares text with a committed file beside the test, by Verify's file conventions: <c>Class.name.verified.ext</c> is the expectation,
/// <c>Class.name.received.ext</c> appears on a mismatch; to accept it, rename it.
/// </summary>
internal static class Snapshot
{
    public static void Match(string text, string name, string extension = "txt", [CallerFilePath] string testFile = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{name}");
        var (verified, received) = ($"{stem}.verified.{extension}", $"{stem}.received.{extension}");
        var actual = Normalize(text);
        if (File.Exists(verified) && Normalize(File.ReadAllText(verified)) == actual)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual);
        var expected = File.Exists(verified) ? Normalize(File.ReadAllText(verified)) : "";
        Assert.Fail($"{FirstDifference(expected, actual)}\nIf the new text is right: mv '{received}' '{verified}'");
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string FirstDifference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1} differs\nverified: {left.ElementAtOrDefault(line)}\nreceived: {right.ElementAtOrDefault(line)}";
    }
}
