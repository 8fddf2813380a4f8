using YamlDotNet.RepresentationModel;

namespace PerfTests.Infrastructure.Tests.Ci;

/// <summary>A workflow of GitHub Actions or GitLab CI below <c>docs/guides/ci</c>.</summary>
internal sealed record CiFile(string Name, YamlMappingNode Root)
{
    private static readonly string Folder = RepositoryFolder.Of("docs", "guides", "ci");

    public static IEnumerable<string> Names() =>
        Directory
            .EnumerateFiles(Folder, "*-*.yml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path))
            .Order(StringComparer.Ordinal);

    /// <exception cref="YamlDotNet.Core.YamlException">The file is no YAML, or has a key twice.</exception>
    public static CiFile Read(string name)
    {
        using var reader = new StreamReader(Path.Combine(Folder, name));
        var stream = new YamlStream();
        stream.Load(reader);
        return new CiFile(name, (YamlMappingNode)stream.Documents.Single().RootNode);
    }

    /// <summary>Whether it only writes the comment of what another workflow measured.</summary>
    public bool IsComment => Name.EndsWith("github-comment.yml", StringComparison.Ordinal);

    public bool IsGitHub => Name.Contains("github", StringComparison.Ordinal);

    public string Text => File.ReadAllText(Path.Combine(Folder, Name));

    /// <summary>The shell scripts of its steps.</summary>
    public IReadOnlyList<string> Scripts =>
        [
            .. Nodes(Root)
                .SelectMany(pair =>
                    pair.Key switch
                    {
                        "run" => [((YamlScalarNode)pair.Value).Value!],
                        "script" or "after_script" => ((YamlSequenceNode)pair.Value).Select(line => ((YamlScalarNode)line).Value!),
                        _ => Array.Empty<string>(),
                    }
                ),
        ];

    /// <summary>Scalars below a key, wherever it stands.</summary>
    public IEnumerable<string> Values(string key) =>
        Nodes(Root).Where(pair => pair.Key == key).Select(pair => pair.Value).OfType<YamlScalarNode>().Select(node => node.Value!);

    /// <summary>Keys of mappings below a key, wherever it stands.</summary>
    public IEnumerable<string> KeysBelow(string key) =>
        Nodes(Root)
            .Where(pair => pair.Key == key)
            .Select(pair => pair.Value)
            .OfType<YamlMappingNode>()
            .SelectMany(node => node.Children.Keys)
            .Select(node => ((YamlScalarNode)node).Value!);

    private static IEnumerable<(string Key, YamlNode Value)> Nodes(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => mapping.Children.SelectMany(child =>
                Nodes(child.Value).Prepend((((YamlScalarNode)child.Key).Value!, child.Value))
            ),
            YamlSequenceNode sequence => sequence.Children.SelectMany(Nodes),
            _ => [],
        };
}
