namespace PerfTests.Infrastructure.Remote.OpenSsh;

/// <summary>A path in an option of ssh, which splits values at blanks and expands <c>%</c>, <c>${…}</c> and <c>~</c> in them.</summary>
internal static class SshPath
{
    /// <summary>The value of an option that names exactly this file; only <c>~</c> at its start keeps its meaning.</summary>
    public static string Value(string path)
    {
        var literal = Literal(path);
        // Quotes switch off the meaning of blanks and '#', a backslash that of itself and of quotes.
        return literal.Any(character => char.IsWhiteSpace(character) || character is '"' or '\'' or '\\' or '#')
            ? $"\"{literal.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : literal;
    }

    /// <summary>The path as an argument of its own, as after <c>-S</c>: nothing splits it there.</summary>
    public static string Literal(string path) => path.Replace("%", "%%", StringComparison.Ordinal);

    /// <summary>Why no option of ssh can hold the path; null when one can.</summary>
    public static string? Problem(string? path) =>
        path is null ? null
        : path.Any(char.IsControl) ? "has a control character in its name"
        : path.Contains("${", StringComparison.Ordinal) ? "has '${' in its name, which ssh takes for a variable"
        : null;

    /// <summary>The path as this machine knows it; null for the home of another user.</summary>
    public static string? Expand(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..])
        : path.StartsWith('~') ? null
        : path;
}
