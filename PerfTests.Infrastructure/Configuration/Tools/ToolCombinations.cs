using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>The ways to run a tool: one for each combination of its axes' values.</summary>
internal static class ToolCombinations
{
    /// <summary>
    /// Each combination with what it appends to the tool's names (nothing when it is the only one), in the order of the axes and their
    /// values.
    /// </summary>
    public static IReadOnlyList<(string Suffix, IReadOnlyDictionary<string, string> Values)> Of(ToolSpec tool)
    {
        var axes = tool.Axes.Where(axis => axis.Value.Count > 0).ToList();
        if (axes.TrueForAll(axis => axis.Key != TemplateVariables.Direction) && tool.Variables.Contains(TemplateVariables.Direction))
        {
            axes.Add(new(TemplateVariables.Direction, TemplateVariables.Directions));
        }

        IEnumerable<IReadOnlyList<string>> combinations =
        [
            [],
        ];
        foreach (var axis in axes)
            combinations = combinations.SelectMany(chosen => axis.Value, (chosen, value) => (IReadOnlyList<string>)[.. chosen, value]);
        var all = combinations.ToList();
        return [.. all.Select(values => (all.Count == 1 ? "" : $".{string.Join('.', values)}", Chosen(values)))];

        IReadOnlyDictionary<string, string> Chosen(IReadOnlyList<string> values) =>
            axes.Zip(values).ToDictionary(pair => pair.First.Key, pair => pair.Second);
    }
}
