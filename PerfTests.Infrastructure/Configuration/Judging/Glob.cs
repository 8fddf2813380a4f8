using System.IO.Enumeration;

namespace PerfTests.Infrastructure.Configuration.Judging;

/// <summary>Names with <c>*</c> for any characters and <c>?</c> for one.</summary>
internal static class Glob
{
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
