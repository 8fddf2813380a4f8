using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads <c>validity</c> of <c>thresholds.yaml</c>: a limit for each rule, or <c>off</c>.</summary>
internal static class ValidityReader
{
    private const double Largest = 1_000_000;

    public static ValidityLimits Read(YamlSection section)
    {
        var limits = new Dictionary<string, double?>();
        foreach (var rule in ValidityRule.All)
        {
            if (section.Field(rule.Name) is not { } field)
                continue;
            if (field.IsWord("off"))
                limits[rule.Name] = null;
            else if (field.Number(0, Largest, "or off") is { } limit)
                limits[rule.Name] = limit;
        }
        return new ValidityLimits(limits);
    }
}
