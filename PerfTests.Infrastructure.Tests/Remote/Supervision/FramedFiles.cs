using System.Text;
using PerfTests.Infrastructure.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Remote.Supervision;

/// <summary>Files as a script's shell function <c>frames</c> prints them.</summary>
internal static class FramedFiles
{
    public static byte[] Of(params IEnumerable<(string Name, string Text)> files) =>
        Of([.. files.Select(file => new ScriptFrame(file.Name, 0, Encoding.UTF8.GetBytes(file.Text)))]);

    public static byte[] Of(IReadOnlyList<ScriptFrame> files)
    {
        var table =
            $"frames {files.Count}\n"
            + string.Concat(files.Select(file => $"{file.Name} {file.Status}\n"))
            + string.Concat(files.Select(file => $"{file.Content.Length, 6} file\n"))
            + (files.Count > 1 ? $"{files.Sum(file => file.Content.Length), 6} total\n" : "");
        return [.. Encoding.ASCII.GetBytes(table), .. files.SelectMany(file => file.Content)];
    }
}
