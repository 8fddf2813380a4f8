namespace PerfTests.Infrastructure.Remote.SshNet;

/// <summary>A pattern of ssh's files: <c>*</c> for any characters, <c>?</c> for one.</summary>
internal static class NamePattern
{
    /// <remarks>In time that grows with the product of both lengths at most, whatever the pattern.</remarks>
    public static bool Matches(string pattern, string name)
    {
        int at = 0,
            star = -1,
            retry = 0,
            position = 0;
        while (position < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
                (star, retry) = (at++, position);
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == name[position]))
                (at, position) = (at + 1, position + 1);
            else if (star >= 0)
                (at, position) = (star + 1, ++retry);
            else
                return false;
        }
        return pattern.AsSpan(at).Trim('*').IsEmpty;
    }
}
