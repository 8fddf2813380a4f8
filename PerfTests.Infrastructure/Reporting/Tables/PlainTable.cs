using PerfTests.Infrastructure.Reporting.Wording;
using Spectre.Console;

namespace PerfTests.Infrastructure.Reporting.Tables;

/// <summary>
/// A table of plain text, the same on a terminal and in a file: columns are as wide as what is in them, no line is broken or cut, and
/// nothing from outside acts on a terminal.
/// </summary>
/// <param name="indent">Spaces in front of each row.</param>
internal sealed class PlainTable(int indent = 2)
{
    private const int Gap = 2;

    // Wider than whatever a file or a host may tell: what does not fit would be cut.
    private const int Wide = 10_000_000;

    private readonly Table _table = new Table().NoBorder().HideHeaders();
    private readonly List<(int Row, string Text)> _lines = [];

    /// <summary>Adds a column of words.</summary>
    public PlainTable Words(string title) => Column(title, Justify.Left);

    /// <summary>Adds a column of numbers.</summary>
    public PlainTable Numbers(string title) => Column(title, Justify.Right);

    public void Add(params IEnumerable<string> cells) => _table.AddRow(cells.Select(Cell));

    /// <summary>A line of its own before the next row, without indent, such as a heading; it may be empty.</summary>
    public void Line(string text) => _lines.Add((_table.Rows.Count, TextFit.SingleLine(text)));

    /// <summary>The lines, each with its end. Titles stand over rows only, and not where none has a text.</summary>
    public override string ToString()
    {
        var lines = _table.Rows.Count == 0 ? [] : Rows();
        var titles = lines.Count - _table.Rows.Count;
        // From the last one on, so that the numbers of the rows before it hold.
        foreach (var (row, text) in Enumerable.Reverse(_lines))
            lines.Insert(titles + row, text);
        return string.Concat(lines.Select(line => $"{line.TrimEnd()}\n"));
    }

    private List<string> Rows()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = Wide;
        console.Write(new Padder(_table, new Padding(indent, 0, 0, 0)));
        return [.. writer.ToString().Split('\n')[..^1]];
    }

    private PlainTable Column(string title, Justify alignment)
    {
        _table.ShowHeaders |= title.Length > 0;
        _table.AddColumn(
            new TableColumn(Cell(title))
            {
                Alignment = alignment,
                NoWrap = true,
                Padding = new Padding(0, 0, Gap, 0),
            }
        );
        return this;
    }

    private static Text Cell(string text) => new(TextFit.SingleLine(text));
}
