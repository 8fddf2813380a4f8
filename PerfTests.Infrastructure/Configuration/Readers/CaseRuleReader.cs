using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads which cases an entry is for.</summary>
internal static class CaseRuleReader
{
    /// <param name="entry">The entry; keys of it that are about other things are left to its reader.</param>
    /// <param name="names">Names that a pattern must match one of.</param>
    public static CaseRule Read(YamlSection entry, DeclaredNames names) =>
        new()
        {
            Line = entry.Line,
            Environment = entry.Field("environment")?.Pattern(names.Environments, "environment"),
            Tool = entry.Field("tool")?.Pattern(names.Tools, "tool"),
            TestType = entry.Field("test_type")?.Pattern(Words<TestType>(), "test type"),
            Protocol = entry.Field("protocol")?.Pattern(Words<Protocol>(), "protocol"),
            Params = entry.Field("params")?.Text(),
        };

    /// <summary>A value as a rule has it.</summary>
    public static string? Word<T>(T? value)
        where T : struct, Enum => value?.ToString().ToLowerInvariant();

    private static List<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => Word<T>(value)!)];
}
