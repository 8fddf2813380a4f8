using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Results.Files;

/// <summary>The names that the result tree accepts: letters, digits, dot, underscore, hyphen; so no path climbs out of it.</summary>
internal static partial class PathToken
{
    private const int LongestName = 200;

    public static bool IsValid(string name) => name.Length <= LongestName && Pattern().IsMatch(name);

    /// <summary>A relative path checked name by name.</summary>
    /// <exception cref="ArgumentException">A name in it is not allowed.</exception>
    public static string CheckPath(string relativePath)
    {
        foreach (var name in relativePath.Split('/'))
            if (!IsValid(name))
                throw new ArgumentException(
                    $"'{relativePath}' cannot be a path in the result tree: "
                        + $"'{name}' is not a name of at most {LongestName} letters, digits, '.', '_' and '-'",
                    nameof(relativePath)
                );
        return relativePath;
    }

    [GeneratedRegex(@"\A(?!\.{1,2}\z)[A-Za-z0-9._-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
