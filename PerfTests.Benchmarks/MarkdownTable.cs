namespace PerfTests.Benchmarks;

/// <summary>Figures under a heading; prints as Markdown.</summary>
internal sealed class MarkdownTable(string title, params string[] columns)
{
    private readonly List<string[]> _rows = [columns, [.. columns.Select(_ => "---")]];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString() =>
        string.Join('\n', [$"### {title}", "", .. _rows.Select(cells => $"| {string.Join(" | ", cells)} |")]);
}
