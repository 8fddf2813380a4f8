using System.Text;

namespace PerfTests.Infrastructure.Reporting.Markdown;

/// <summary>
/// Markdown for a place that takes so many characters and no more: what does not fit is left out by whole lines, and counted.
/// </summary>
/// <param name="limit">Characters at most.</param>
internal sealed class LimitedMarkdown(int limit)
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a block as a whole, or nothing of it.</summary>
    /// <returns>Whether it was added.</returns>
    public bool Add(string block)
    {
        if (_text.Length + block.Length > limit)
            return false;
        _text.Append(block);
        return true;
    }

    /// <summary>
    /// Adds a heading and as many of the lines below it as fit, then a line about the rest; nothing when there is no room for one line.
    /// </summary>
    /// <param name="heading">Stands above the lines.</param>
    /// <param name="lines">The lines, the most important first, each with its line break.</param>
    /// <param name="rest">A line about so many others that were left out.</param>
    /// <param name="most">Lines at most, whatever fits.</param>
    public void AddLines(string heading, IReadOnlyList<string> lines, Func<int, string> rest, int most = int.MaxValue)
    {
        if (lines.Count == 0 || !Add(heading))
            return;
        var room = limit - rest(lines.Count).Length;
        var added = 0;
        foreach (var line in lines.Take(most).TakeWhile(line => _text.Length + line.Length <= room))
        {
            _text.Append(line);
            added++;
        }
        if (added < lines.Count)
            Add(rest(lines.Count - added));
    }

    /// <summary>
    /// The text up to the last whole line that fits into so many bytes of UTF-8, with a line that says so when anything is missing.
    /// </summary>
    public static string Cut(string text, int bytes, string note)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
        var room = bytes - Encoding.UTF8.GetByteCount(note);
        var cut = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            room -= Encoding.UTF8.GetByteCount(line) + 1;
            if (room < 0)
                break;
            cut.Append(line).Append('\n');
        }
        return cut.Append(note).ToString();
    }

    public override string ToString() => _text.ToString();
}
