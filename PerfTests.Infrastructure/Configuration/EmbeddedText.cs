using System.Reflection;

namespace PerfTests.Infrastructure.Configuration;

/// <summary>A text in a language of its own: a file of the repository that is built into an assembly.</summary>
internal static class EmbeddedText
{
    /// <summary>The file beside the source of a class.</summary>
    public static string Beside(Type user, string file) => Read(user.Assembly, $"{user.Namespace}.{file}");

    /// <summary>The file that the project gives a name.</summary>
    public static string Read(Assembly assembly, string name)
    {
        using var stream =
            assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not built into {assembly.GetName().Name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
