using System.Globalization;

namespace PerfTests.Infrastructure.Workloads.Netperf;

/// <summary>The values of one omni report, CSV or keyval, by selector.</summary>
internal sealed class NetperfValues
{
    private readonly Dictionary<string, string> _values;

    private NetperfValues(Dictionary<string, string> values) => _values = values;

    /// <summary>Finds the report among banner, warnings and interim results.</summary>
    /// <exception cref="LoadFailedException">There is no report, or a value of it is missing.</exception>
    public static NetperfValues Parse(IReadOnlyList<string> lines)
    {
        var values = new Dictionary<string, string>();
        for (var index = 0; index < lines.Count; index++)
        {
            if (IsHeader(lines[index]))
            {
                foreach (var (column, value) in ReadRow(lines[index], index + 1 < lines.Count ? lines[index + 1] : string.Empty))
                    Add(column, value);
            }
            else if (lines[index].Split('=', 2) is [var name, var value] && NetperfSelector.All.Any(selector => selector.Name == name))
            {
                Add(name, value.Trim());
            }
        }
        return values.Count > 0
            ? new NetperfValues(values)
            : throw new LoadFailedException(
                "netperf's output has neither a CSV header nor key=value lines (is there '-P 0' beside -o, or -O in place of -o?): "
                    + LoadOutput.Quote(string.Join(" | ", lines.Where(line => line.Length > 0)))
            );

        void Add(string name, string value)
        {
            if (!values.TryAdd(name, value) && values[name] != value)
                throw new LoadFailedException($"netperf reported {name} twice; one command must run one test");
        }
    }

    /// <summary>The value as written; null when it is absent or empty.</summary>
    public string? Text(NetperfSelector selector) => _values.TryGetValue(selector.Name, out var value) && value.Length > 0 ? value : null;

    public double Number(NetperfSelector selector, double minimum, double maximum) =>
        LoadOutput.Number("netperf", selector.Option, Number(selector), minimum, maximum);

    /// <summary>The value as a number, whatever its size.</summary>
    public double Number(NetperfSelector selector)
    {
        var text =
            Text(selector) ?? throw new LoadFailedException($"netperf did not report {selector.Option}; add it to the list behind -- -o");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new LoadFailedException($"netperf reported {selector.Option} = {LoadOutput.Quote(text)}, which is not a number");
    }

    private static bool IsHeader(string line) =>
        SplitRow(line).Any(column => Find(column) is not null && column.Contains(' ', StringComparison.Ordinal));

    private static NetperfSelector? Find(string column) => NetperfSelector.All.FirstOrDefault(selector => selector.Column == column);

    private static IEnumerable<(string Name, string Value)> ReadRow(string header, string row)
    {
        if (row.Length == 0)
            throw new LoadFailedException("netperf wrote the CSV header but no values; the test was cut off");
        var (columns, values) = (SplitRow(header), SplitRow(row));
        if (columns.Count != values.Count)
        {
            // netperf drops the title of a selector that it does not know, and leaves an empty field in its place among the values.
            var unknown = values.IndexOf(string.Empty);
            var cause =
                unknown < 0
                    ? "the row is cut off"
                    : $"it does not know selector {unknown + 1} of the list behind -- -o (netperf … -- -o '?' lists all)";
            throw new LoadFailedException($"netperf reports {values.Count} values for {columns.Count} columns: {cause}");
        }
        return columns.Zip(values).Select(pair => (Find(pair.First)?.Name ?? pair.First, pair.Second));
    }

    /// <summary>Splits at commas outside double quotes, in which netperf puts its <c>command_line</c>.</summary>
    private static List<string> SplitRow(string row)
    {
        var fields = new List<string>();
        var (start, quoted) = (0, false);
        for (var index = 0; index <= row.Length; index++)
        {
            if (index == row.Length || (row[index] == ',' && !quoted))
            {
                fields.Add(row[start..index].Trim());
                start = index + 1;
            }
            else if (row[index] == '"')
            {
                quoted = !quoted;
            }
        }
        return fields;
    }
}
