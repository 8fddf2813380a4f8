using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Remote.Folders;

/// <summary>The one way in which something is deleted on a host.</summary>
internal static class Removal
{
    /// <summary>Status of a deletion that was refused; standard error has the reason.</summary>
    public const int Refused = 75;

    /// <summary>Shell function <c>remove PATH PARENT</c>; see remove.sh.</summary>
    public static string ShellFunction { get; } = new ShellScript(typeof(Removal), "remove.sh").Text;

    /// <summary>A look that deletes what is at a path; see <see cref="Of"/>.</summary>
    public static RemoteCommand Look(string path, string below) => new(Call(path, below)) { Functions = ShellFunction };

    /// <summary>A command that deletes what is at a path below a folder.</summary>
    /// <param name="path">Path on the host.</param>
    /// <param name="below">Folder that it must lie in, after all links are followed: the host's work folder.</param>
    public static string Of(string path, string below) => $"{ShellFunction}\n{Call(path, below)}";

    /// <summary>The call of <see cref="ShellFunction"/> in it.</summary>
    public static string Call(string path, string below) => $"remove {ShellWord.Quote(path)} {ShellWord.Quote(below)}";
}
