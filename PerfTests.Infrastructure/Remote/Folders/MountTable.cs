using System.Text;

namespace PerfTests.Infrastructure.Remote.Folders;

/// <summary>The mounts that this process sees.</summary>
internal static class MountTable
{
    private const string TableFile = "/proc/self/mountinfo";
    private const int PointField = 4;

    /// <summary>Mounts of whatever kind at a path or below it, those of single files too.</summary>
    /// <param name="path">Absolute, without links.</param>
    public static IReadOnlyList<string> AtOrBelow(string path) => File.Exists(TableFile) ? AtOrBelow(path, File.ReadLines(TableFile)) : [];

    internal static IReadOnlyList<string> AtOrBelow(string path, IEnumerable<string> table) =>
        [
            .. table
                .Select(line => line.Split(' '))
                .Where(fields => fields.Length > PointField)
                .Select(fields => Plain(fields[PointField]))
                .Where(point => point == path || point.StartsWith(path + "/", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The kernel writes blanks, tabs, line ends and backslashes in a path as three octal digits behind a backslash.</summary>
    private static string Plain(string escaped)
    {
        var text = new StringBuilder();
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] == '\\' && at + 3 < escaped.Length && escaped.AsSpan(at + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)Convert.ToInt32(escaped.Substring(at + 1, 3), 8));
                at += 3;
            }
            else
            {
                text.Append(escaped[at]);
            }
        }
        return text.ToString();
    }
}
