namespace PerfTests.Workbench.Discovery.Entries;

/// <summary>A choice of the configuration as its files write it.</summary>
internal static class YamlWord
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
