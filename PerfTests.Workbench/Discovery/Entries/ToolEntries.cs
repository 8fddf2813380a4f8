using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Workbench.Discovery.Files;

namespace PerfTests.Workbench.Discovery.Entries;

/// <summary>Writes the entries of <c>ebpf_tools</c> for tools that were found and are not listed.</summary>
/// <param name="config">The configuration that the entries are added to.</param>
/// <param name="keys">Keys that its <c>ebpf_tools</c> has already.</param>
internal sealed partial class ToolEntries(PerfConfig config, IEnumerable<string> keys)
{
    private const int LongestId = 80;

    // Two folders that differ in case only are one on some file systems.
    private readonly HashSet<string> _taken = new(
        [
            .. keys,
            .. config.Tools.Select(tool => tool.Id),
            .. config.Tools.SelectMany(tool => ToolCombinations.Of(tool), (tool, combination) => tool.Id + combination.Suffix),
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>One entry per tool, in order; each id is a token that nothing else uses.</summary>
    public IReadOnlyList<ToolEntry> For(IEnumerable<FoundTool> tools) => [.. tools.Select(For)];

    private ToolEntry For(FoundTool tool)
    {
        var draft = Draft(tool);
        var id = TakeId(tool, draft.Directions ?? []);
        string[] guesses = [.. draft.Guesses, .. Remarks(tool)];
        var lines = new List<string>
        {
            YamlText.Comment($"Found by 'perftests scan', which read its text and did not run it ({Kind(tool)})."),
        };
        lines.AddRange(guesses.Select(guess => YamlText.Comment($"Guessed: {guess}")));
        if (draft.Defaults.Count > 0)
            lines.Add(YamlText.Comment($"Left at its default: {string.Join(", ", draft.Defaults)}"));
        lines.AddRange(draft.FillIns.Select(fillIn => YamlText.Comment($"FILL IN: {fillIn}")));
        lines.Add($"{(PlainKey().IsMatch(id) ? id : YamlText.Quote(id))}:");
        lines.AddRange(Fields(tool, draft, id).Select(field => $"  {field}"));
        return new ToolEntry(id, tool.Path, lines, draft.FillIns);
    }

    private ArgumentDraft Draft(FoundTool tool)
    {
        var inPath = tool.Path.Split('/');
        var environments = config.Environments.Where(environment => inPath.Contains(environment.Id)).ToList();
        if (environments.Count == 0)
            environments = [.. config.Environments];
        return tool switch
        {
            { Python: { } facts } => ArgumentDraft.Of(facts, config.Discovery, environments),
            { Bpftrace: { } script } => ArgumentDraft.Of(script, config.Discovery, environments),
            { Problem: { } problem } => ArgumentDraft.Unknown($"its arguments are not known: {problem}", config.Discovery, environments),
            _ => ArgumentDraft.Unknown(
                "its arguments, in parameters.template: a program of this kind does not show its options",
                config.Discovery,
                environments
            ),
        };
    }

    private IEnumerable<string> Fields(FoundTool tool, ArgumentDraft draft, string id)
    {
        yield return $"id: {YamlText.Quote(id)}";
        yield return $"name: {YamlText.Quote(Name(id))}";
        yield return $"path: {YamlText.Quote(tool.Path)}";
        if (tool.Executable.Length > 0)
            yield return $"executable: {YamlText.Quote(tool.Executable)}";
        if (draft.FillIns.Count > 0)
        {
            yield return "# FILL IN: what is said above, then remove this line";
            yield return "enabled: false";
        }
        if (draft.Template.Length > 0)
        {
            yield return "parameters:";
            yield return $"  template: {YamlText.Quote(draft.Template)}";
            var required = new CommandTemplate(draft.Template)
                .Variables.Where(name => name.All(letter => !char.IsAsciiLetterLower(letter)))
                .ToList();
            if (required.Count > 0)
                yield return $"  required_vars: {YamlText.List(required)}";
            if (draft.Directions is { } directions)
            {
                yield return "  values:";
                yield return $"    direction: {YamlText.List(directions)}";
            }
        }
        if (draft.Environments.Count > 0)
            yield return $"applicable_environments: {YamlText.List(draft.Environments.Select(environment => environment.Id))}";
        yield return "test_scope:";
        yield return $"  test_types: {YamlText.List(config.Discovery.DefaultTestTypes.Select(YamlWord.Of))}";
        yield return $"  protocols: {YamlText.List(draft.Protocols.Select(YamlWord.Of))}";
        if (tool.Python is { ReadyLine: { } line })
            yield return $"ready: {{line: {YamlText.Quote($"^{Regex.Escape(line)}$")}}}";
        yield return $"expected_programs: {Math.Clamp(tool.Bpftrace?.ExpectedPrograms ?? 1, 1, 10_000)}";
        if (tool.Bpftrace is { FollowsConnections: true })
            yield return "exposure: {traffic: events, min_runs: 1}";
    }

    private static IEnumerable<string> Remarks(FoundTool tool)
    {
        if (tool.Python is { } python)
        {
            if (python.ReadyLine is not null)
                yield return "ready.line, because it prints that line; it must come after its programs are attached";
            if (python.UsesBcc)
            {
                yield return $"{python.AttachCalls} attach call(s) seen ({string.Join(", ", python.AttachTypes)}), "
                    + "raise expected_programs to what it always attaches; BCC compiles at each start, raise ready.timeout where that "
                    + "takes more than 60 s";
            }
            if (python.NeedsKernelHeaders)
                yield return "it includes headers of the kernel: the host needs those of its running kernel installed";
            if (!python.UsesBcc)
                yield return "expected_programs is 1, the least that proves the tool; raise it to what it always attaches";
        }
        if (tool.Bpftrace is { } script)
        {
            yield return script.ExpectedPrograms switch
            {
                null => "expected_programs is 1, because a probe with a wildcard attaches as many as the kernel has; raise it to what the "
                    + "host shows",
                0 => "expected_programs is 1 although only BEGIN, END or timers were seen, which no packet runs",
                _ when script.HasProbeLists =>
                    "expected_programs counts every attach point; lower it where bpftrace shares a program among those of one block",
                _ => "expected_programs counts the probes but BEGIN, END and interval",
            };
            if (script.FollowsConnections)
                yield return "exposure.traffic is events, because its probes run when connections change, not for packets; raise "
                    + "min_runs to what a load must cause";
        }
    }

    private static string Kind(FoundTool tool) =>
        tool switch
        {
            { Python.UsesBcc: true } => "Python with BCC",
            { Bpftrace: { } script } => $"bpftrace, {string.Join(", ", script.Probes.Select(probe => probe.Text).Distinct())}",
            _ => YamlWord.Of(tool.Kind),
        };

    private static string Name(string id)
    {
        var words = id.Replace('_', ' ').Replace('-', ' ').Trim();
        return words.Length == 0 ? id : $"{char.ToUpperInvariant(words[0])}{words[1..]}";
    }

    private string TakeId(FoundTool tool, IReadOnlyList<string> directions)
    {
        var stem = NoToken().Replace(Path.GetFileNameWithoutExtension(tool.Path), "_").TrimStart('-', '.');
        stem =
            stem.Length == 0 ? "tool"
            : stem.Length > LongestId ? stem[..LongestId]
            : stem;
        for (var number = 1; ; number++)
        {
            var id = number == 1 ? stem : $"{stem}_{number}";
            string[] names = [id, .. directions.Select(direction => $"{id}.{direction}")];
            if (names.Any(_taken.Contains))
                continue;
            _taken.UnionWith(names);
            return id;
        }
    }

    [GeneratedRegex("[^A-Za-z0-9._-]", RegexOptions.CultureInvariant)]
    private static partial Regex NoToken();

    [GeneratedRegex(@"\A(?!(?i:null|true|false|yes|no|on|off|y|n)\z)[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainKey();
}
