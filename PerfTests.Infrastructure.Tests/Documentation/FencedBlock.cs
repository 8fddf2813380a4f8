using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tests.Documentation;

/// <summary>A fenced block of a Markdown page.</summary>
/// <param name="Line">Line of its opening fence, from 1.</param>
/// <param name="Language">First word of the info string.</param>
/// <param name="Tags">The rest of it: <c>exit=1</c>, or <c>not-run: REASON</c>.</param>
internal sealed partial record FencedBlock(int Line, string Language, string Tags, string Text)
{
    /// <summary>Why its commands are not run; null when they are.</summary>
    public string? NotRunBecause => Tags.StartsWith("not-run:", StringComparison.Ordinal) ? Tags["not-run:".Length..].Trim() : null;

    public int ExitCode => Exit().Match(Tags) is { Success: true } exit ? int.Parse(exit.Groups["code"].Value) : 0;

    /// <exception cref="FormatException">A fence is not closed.</exception>
    public static IReadOnlyList<FencedBlock> Of(string markdown)
    {
        var blocks = new List<FencedBlock>();
        var lines = markdown.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
                continue;
            var end = Array.IndexOf(lines, "```", i + 1);
            if (end < 0)
                throw new FormatException($"the block that begins in line {i + 1} does not end");
            var info = lines[i][3..].Trim().Split(' ', 2);
            blocks.Add(new FencedBlock(i + 1, info[0], info.Length > 1 ? info[1] : "", string.Join('\n', lines[(i + 1)..end]) + "\n"));
            i = end;
        }
        return blocks;
    }

    [GeneratedRegex(@"\bexit=(?<code>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Exit();
}
