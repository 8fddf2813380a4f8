using System.Globalization;

namespace PerfTests.Infrastructure.Execution.Needs;

/// <summary>What a host answered: lines of <c>key=value</c>, a key as often as it likes. Other lines are no answers.</summary>
internal sealed class ProbeAnswers
{
    private const string EndKey = "end";
    private readonly ILookup<string, string> _values;

    private ProbeAnswers(ILookup<string, string> values) => _values = values;

    /// <summary>False when a script was cut off: then a missing answer proves nothing.</summary>
    public bool IsComplete => _values.Contains(EndKey);

    /// <summary>The first answer; null when there is none or it is empty.</summary>
    public string? this[string key] => _values[key].FirstOrDefault(value => value.Length > 0);

    public static ProbeAnswers Parse(string output) =>
        new(
            output
                .Split('\n')
                .Select(line => line.Split('=', 2))
                .Where(parts => parts.Length == 2)
                .ToLookup(parts => parts[0], parts => parts[1].Trim(), StringComparer.Ordinal)
        );

    public IReadOnlyList<string> All(string key) => [.. _values[key].Where(value => value.Length > 0)];

    /// <summary>The first answer as a number; null when it is none.</summary>
    public double? Number(string key) =>
        double.TryParse(this[key], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
}
