using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads a tool's <c>parameters</c> and checks them against the environments in which the tool runs.</summary>
internal sealed class ToolParametersReader(IReadOnlyList<TestEnvironment> environments)
{
    private static readonly string[] UsesDirection = [TemplateVariables.Direction, "SRC_IP", "DST_IP"];

    public ToolSpec Read(YamlSection section, ToolSpec tool)
    {
        var template = section.Field("template");
        var required = section.Field("required_vars");
        var axes = section.Field("values")?.Map(values => values.Entries().ToDictionary(axis => axis.Key, ReadAxis));
        tool = tool with
        {
            Template = template?.Text()?.Trim() ?? "",
            RequiredVariables = required?.Items(item => item.Text()) ?? [],
            Axes = axes?.ToDictionary(axis => axis.Key, axis => axis.Value.Values) ?? tool.Axes,
        };

        var used = new CommandTemplate(tool.Template).Variables;
        var usedAnywhere = tool.Variables;
        foreach (var (name, axis) in axes ?? [])
        {
            if (!usedAnywhere.Contains(name) && !(name == TemplateVariables.Direction && usedAnywhere.Intersect(UsesDirection).Any()))
                axis.Field.Report("has values that the template does not use", $"Write {{{name}}} in the template or remove it here.");
        }
        ReportMissing(template, "uses", used, tool);
        ReportMissing(required, "asks for", tool.RequiredVariables.Except(used), tool);
        return tool;
    }

    /// <summary>Reports variables of another command of the tool that an environment does not provide.</summary>
    public void Check(YamlField field, string command, ToolSpec tool) =>
        ReportMissing(field, "uses", new CommandTemplate(command).Variables, tool);

    private void ReportMissing(YamlField? field, string verb, IEnumerable<string> names, ToolSpec tool)
    {
        foreach (var name in names.Except(tool.Axes.Keys))
        {
            foreach (
                var (environment, endpoint) in environments.SelectMany(
                    environment => environment.ToolEndpoints,
                    (environment, endpoint) => (environment, endpoint)
                )
            )
            {
                var known = TemplateVariables.On(endpoint.Endpoint);
                if (known.Contains(name))
                    continue;
                field?.Report(
                    $"{verb} {{{name}}}, which the environment '{environment.Id}' does not "
                        + $"provide{(environment.ToolEndpoints.Count > 1 ? $" on its {endpoint.Role}" : "")}",
                    $"Give it under {environment.Id}.{endpoint.Role}.variables in {TestEnvironmentsReader.FileName}, "
                        + "or its values under parameters.values. "
                        + Suggestion.For(name, [.. known.Union(tool.Axes.Keys)], "variables there")
                );
            }
        }
    }

    private static (YamlField Field, IReadOnlyList<string> Values) ReadAxis(YamlField axis)
    {
        var values = axis.Items(item => item.Token());
        if (axis.Key == TemplateVariables.Direction && values.Except(TemplateVariables.Directions).FirstOrDefault() is { } unknown)
            axis.Report($"has the value '{unknown}'", "The directions are rx and tx, seen from the side that runs the tool.");
        return (axis, values);
    }
}
