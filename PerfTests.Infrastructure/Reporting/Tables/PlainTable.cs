using Spectre.Console;

namespace PerfTests.Infrastructure.Reporting.Tables;

/// <summary>
/// A table of plain text, the same on a terminal and in a file: columns are as wide as what is in them, no line is broken.
/// </summary>
/// <param name="indent">Spaces in front of each line.</param>
internal sealed class PlainTable(int indent = 2)
{
    private const int Gap = 2;
    private const int Wide = 1000;

    private readonly Table _table = new Table().NoBorder();

    /// <summary>Adds a column of words.</summary>
    public PlainTable Words(string title) => Column(title, Justify.Left);

    /// <summary>Adds a column of numbers.</summary>
    public PlainTable Numbers(string title) => Column(title, Justify.Right);

    public void Add(params IEnumerable<string> cells) => _table.AddRow(cells.Select(cell => new Text(cell)));

    /// <summary>The lines, each with its end.</summary>
    public override string ToString()
    {
        using var writer = new StringWriter();
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
        return string.Join('\n', writer.ToString().Split('\n').Select(line => line.TrimEnd()));
    }

    private PlainTable Column(string title, Justify alignment)
    {
        _table.AddColumn(
            new TableColumn(new Text(title))
            {
                Alignment = alignment,
                NoWrap = true,
                Padding = new Padding(0, 0, Gap, 0),
            }
        );
        return this;
    }
}
