using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>The one place where a value becomes a word of a POSIX shell command.</summary>
public static partial class ShellWord
{
    /// <summary>The value as exactly one shell word, whatever it contains.</summary>
    /// <exception cref="ArgumentException">The value contains NUL, which no argument can hold.</exception>
    public static string Quote(string value)
    {
        if (value.Contains('\0'))
            throw new ArgumentException("a value with a NUL character cannot be passed to a command", nameof(value));
        return Plain().IsMatch(value) ? value : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_./:,@%+=-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
