namespace PerfTests.Workbench.Discovery;

/// <summary>Paths of tools, compared by what they name rather than by how they are written.</summary>
internal static class ToolPath
{
    /// <summary>The path without empty and <c>.</c> segments; an absolute one stays absolute.</summary>
    public static string Normalize(string path)
    {
        var segments = path.Split('/').Where(segment => segment is not ("" or "."));
        return (path.StartsWith('/') ? "/" : "") + string.Join('/', segments);
    }
}
