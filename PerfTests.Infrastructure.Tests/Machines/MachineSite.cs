using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tests.Machines;

/// <summary>A configuration set for the machines, as <c>init</c> writes it, and a result tree for it.</summary>
internal sealed class MachineSite : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pt-machines-");

    public string Config => Path.Combine(_folder.FullName, "site");

    public string Result => Path.Combine(_folder.FullName, "result");

    /// <summary>Replaces text of one of the set's files, for what a user would change by hand.</summary>
    public void Edit(string file, string pattern, string replacement)
    {
        var path = Path.Combine(Config, file);
        var text = File.ReadAllText(path);
        var edited = Regex.Replace(text, pattern, replacement, RegexOptions.Multiline);
        Assert.That(edited, Is.Not.EqualTo(text), $"{file} has no {pattern}");
        File.WriteAllText(path, edited);
    }

    /// <summary>Lays a script into the folder that <c>scan</c> reads.</summary>
    public void AddScript(string name, string script) => File.WriteAllText(Path.Combine(Config, "tools", name), script);

    /// <summary>The verdict and the sentence of each case of the tree.</summary>
    public IReadOnlyDictionary<string, (string Verdict, string Sentence)> Verdicts() =>
        Documents("verdict.json")
            .ToDictionary(
                verdict => (string)verdict["case"]!,
                verdict => ((string)verdict["verdict"]!, (string?)verdict["sentence"] ?? string.Join("; ", verdict["reasons"]!.AsArray()))
            );

    /// <summary>Why rounds were dropped, in all cases of the tree.</summary>
    public IReadOnlyList<string> Dropped() =>
        [
            .. Documents("rounds.json")
                .SelectMany(rounds => rounds.AsArray())
                .Select(round => (string?)round!["droppedBecause"])
                .OfType<string>(),
        ];

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<JsonNode> Documents(string name) =>
        !Directory.Exists(Result)
            ? []
            : Directory.GetFiles(Result, name, SearchOption.AllDirectories).Select(file => JsonNode.Parse(File.ReadAllText(file))!);
}
