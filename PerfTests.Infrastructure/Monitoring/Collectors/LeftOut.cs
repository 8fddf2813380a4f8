using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>Rows of sysstat that gave no sample although they look as if they should: counted, and one line for each kind.</summary>
internal sealed class LeftOut
{
    private const int QuotedLength = 120;

    private readonly Dictionary<string, (int Rows, string First)> _kinds = [];
    private (int Rows, string First) _unknown;

    /// <summary>Whether every figure of the sample is possible.</summary>
    public bool Accepts(MonitorSample sample)
    {
        foreach (var (column, value) in sample.Values)
        {
            if (Plausible.Is(column, value))
                continue;
            Add("with an impossible figure (a counter went back)", $"{sample.Subject} {column} = {value}");
            return false;
        }
        return true;
    }

    /// <summary>A row with more or fewer columns than its header.</summary>
    public MonitorSample? Misfit(string[] fields, int columns)
    {
        Add("that did not fit their header", $"{string.Join(' ', fields)} ({fields.Length} columns, its header {columns})");
        return null;
    }

    /// <summary>A row that belongs to no table; averages, which end in a colon, are expected.</summary>
    public MonitorSample? Unknown(string[] fields, int numbers)
    {
        if (numbers >= 2 && fields[0] is not [.., ':' or '：'])
            _unknown = (_unknown.Rows + 1, _unknown.Rows == 0 ? Shown(string.Join(' ', fields)) : _unknown.First);
        return null;
    }

    /// <param name="samples">How many rows were read: where some were, unknown ones are other tables.</param>
    /// <param name="notes">Gets a line for each kind.</param>
    public void Report(int samples, ICollection<string> notes)
    {
        foreach (var (kind, (rows, first)) in _kinds)
            notes.Add($"{rows} rows {kind} were left out, the first: '{first}'");
        if (samples == 0 && _unknown.Rows > 0)
            notes.Add($"none of its {_unknown.Rows} rows was understood, the first: '{_unknown.First}'");
    }

    private void Add(string kind, string row)
    {
        var (rows, first) = _kinds.GetValueOrDefault(kind, (0, Shown(row)));
        _kinds[kind] = (rows + 1, first);
    }

    private static string Shown(string row) => VisibleText.SingleLine(row.Length > QuotedLength ? $"{row[..QuotedLength]}…" : row);
}
