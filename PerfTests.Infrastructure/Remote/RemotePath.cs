namespace PerfTests.Infrastructure.Remote;

/// <summary>Paths on a host, which need not follow this machine's rules.</summary>
internal static class RemotePath
{
    /// <summary>A configured path as an absolute one: what is relative, or begins with <c>~/</c>, lies below the login folder.</summary>
    /// <param name="loginFolder">Absolute.</param>
    public static string Below(string loginFolder, string path)
    {
        if (path.StartsWith('/'))
            return path;
        var parts = new List<string>();
        foreach (
            var part in $"{loginFolder}/{(path is "~" ? "" : path.StartsWith("~/", StringComparison.Ordinal) ? path[2..] : path)}".Split(
                '/'
            )
        )
        {
            if (part == "..")
                parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            else if (part is not ("" or "."))
                parts.Add(part);
        }
        return $"/{string.Join('/', parts)}";
    }
}
