using System.Text;

namespace PerfTests.Workbench.Discovery.Files;

/// <summary>Tells a tool's kind by its first bytes, then by its name.</summary>
internal static class ToolKinds
{
    private const int LongestFirstLine = 256;
    private const int BinaryProbeBytes = 8000;

    /// <summary>The kind; null for what cannot be started.</summary>
    public static ToolKind? Of(string path, ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("\u007FELF"u8))
            return ToolKind.Elf;
        if (content[..Math.Min(content.Length, BinaryProbeBytes)].Contains((byte)0))
            return null;
        var firstLine = Encoding.Latin1.GetString(content[..Math.Min(content.Length, LongestFirstLine)]).Split('\n')[0];
        var interpreter = firstLine.StartsWith("#!", StringComparison.Ordinal) ? firstLine : "";
        return interpreter.Contains("bpftrace", StringComparison.Ordinal) ? ToolKind.Bpftrace
            : interpreter.Contains("python", StringComparison.Ordinal) ? ToolKind.Python
            : interpreter.Length > 0 ? ToolKind.Script
            : Path.GetExtension(path) switch
            {
                ".py" => ToolKind.Python,
                ".bt" => ToolKind.Bpftrace,
                _ => null,
            };
    }
}
