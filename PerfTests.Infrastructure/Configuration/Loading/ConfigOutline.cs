using System.Text;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Configuration.Loading;

/// <summary>What a configuration set shows even when it cannot be loaded: the ids that a test filter may name.</summary>
/// <param name="Tools">Keys under <c>ebpf_tools</c>.</param>
/// <param name="Environments">Keys under <c>test_environments</c>.</param>
public sealed partial record ConfigOutline(IReadOnlyList<string> Tools, IReadOnlyList<string> Environments)
{
    /// <summary>Reads the ids line by line; a file that cannot be read has none.</summary>
    public static ConfigOutline Read(string folder) =>
        new(
            Keys(Path.Combine(folder, "ebpf-tools-spec.yaml"), "ebpf_tools"),
            Keys(Path.Combine(folder, "test-environments.yaml"), "test_environments")
        );

    private static IReadOnlyList<string> Keys(string file, string section)
    {
        try
        {
            var keys = RegularFile
                .ReadAllText(file, Encoding.UTF8, ConfigLoader.LimitBytes)
                .ReplaceLineEndings("\n")
                .Split('\n')
                .SkipWhile(line => !line.StartsWith($"{section}:", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => line.Length == 0 || line[0] is ' ' or '\t' or '#')
                .Select(line => Key().Match(line))
                .Where(match => match.Success)
                .ToList();
            var depth = keys.Count == 0 ? 0 : keys.Min(match => match.Groups["indent"].Length);
            return
            [
                .. keys.Where(match => match.Groups["indent"].Length == depth)
                    .Select(match => match.Groups["id"].Value)
                    .Distinct(StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [GeneratedRegex("""^(?<indent>[ \t]+)["']?(?<id>[A-Za-z0-9._-]+)["']?\s*:""", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
