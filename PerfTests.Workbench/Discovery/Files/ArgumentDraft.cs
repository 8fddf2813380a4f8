using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Workbench.Discovery.Entries;

namespace PerfTests.Workbench.Discovery.Files;

/// <summary>A tool's arguments as far as its options tell them: the template, what was guessed, and what only a person knows.</summary>
internal sealed partial class ArgumentDraft
{
    private readonly List<string> _words = [];
    private readonly HashSet<string> _usedGroups = new(StringComparer.Ordinal);

    private ArgumentDraft(ToolDiscovery discovery, IReadOnlyList<TestEnvironment> environments) =>
        (Protocols, Environments) = (discovery.DefaultProtocols, environments);

    public string Template => string.Join(' ', _words);

    /// <summary>Environments that provide every variable of the template.</summary>
    public IReadOnlyList<TestEnvironment> Environments { get; private set; }

    /// <summary>Protocols that the tool can be asked for.</summary>
    public IReadOnlyList<Protocol> Protocols { get; private set; }

    /// <summary>Values of <c>{direction}</c>; null when the template does not use it.</summary>
    public IReadOnlyList<string>? Directions { get; private set; }

    /// <summary>What was chosen, and why.</summary>
    public List<string> Guesses { get; } = [];

    /// <summary>What a person must fill in before the tool can run.</summary>
    public List<string> FillIns { get; } = [];

    /// <summary>Options that keep the tool's own default.</summary>
    public List<string> Defaults { get; } = [];

    /// <summary>Maps a Python tool's options to the variables of the environments.</summary>
    public static ArgumentDraft Of(PythonFacts facts, ToolDiscovery discovery, IReadOnlyList<TestEnvironment> environments)
    {
        var draft = new ArgumentDraft(discovery, environments);
        if (!facts.UsesBcc && !facts.UsesBpftrace)
            draft.FillIns.Add(
                "nothing in its text loads a BPF program (neither BCC nor bpftrace); make sure that it does, for without one its cases "
                    + "are Invalid"
            );
        if (facts.HasSubcommands)
            draft.FillIns.Add("the tool has sub-commands; name one and its options in parameters.template");
        if (facts.OtherParser is { } parser)
            draft.FillIns.Add($"the tool reads its arguments with {parser}, which its text does not show; see its --help");
        if (facts.ReadsArgv)
            draft.FillIns.Add("the tool reads sys.argv itself; give the arguments that it needs in parameters.template");
        if (facts.Options.Any(option => option.IsComputed))
            draft.FillIns.Add("some options are only known when the tool runs; see its --help");
        // Options first, so that a positional argument is not taken for the value of one.
        foreach (var option in facts.Options.Where(option => !option.IsComputed).OrderBy(option => option.IsPositional))
            draft.Add(option);
        foreach (
            var group in facts
                .Options.Where(option => option is { Group: not null, IsGroupRequired: true })
                .GroupBy(option => option.Group!, StringComparer.Ordinal)
        )
        {
            if (!draft._usedGroups.Contains(group.Key))
                draft.FillIns.Add($"one of {string.Join(", ", group.Select(option => option.Name))} is required");
        }
        return draft;
    }

    /// <summary>A bpftrace script's parameters, which only a person knows, and its options, which have defaults.</summary>
    public static ArgumentDraft Of(BpftraceScript script, ToolDiscovery discovery, IReadOnlyList<TestEnvironment> environments)
    {
        var draft = new ArgumentDraft(discovery, environments);
        if (script.Parameters.Count > 0)
        {
            var names = script.Parameters.Select(number => $"${number}");
            draft.FillIns.Add($"the script uses {string.Join(", ", names)}; give a value for each in parameters.template");
        }
        draft.Defaults.AddRange(script.Options);
        return draft;
    }

    /// <summary>Arguments of a tool whose text says nothing about them.</summary>
    public static ArgumentDraft Unknown(string? fillIn, ToolDiscovery discovery, IReadOnlyList<TestEnvironment> environments)
    {
        var draft = new ArgumentDraft(discovery, environments);
        if (fillIn is not null)
            draft.FillIns.Add(fillIn);
        return draft;
    }

    private void Add(PythonOption option)
    {
        if ((!option.TakesValue && !option.IsPositional) || (option.Group is { } group && _usedGroups.Contains(group)))
            return;
        var canBeWritten = option.IsPositional || OptionString().IsMatch(option.Name);
        if (canBeWritten && TakesOneValue(option) && (Variable(option) ?? (option.IsNeeded ? Literal(option) : null)) is { } value)
        {
            _words.Add(option.IsPositional ? value : $"{option.Name} {value}");
            if (option.Group is not null)
                _usedGroups.Add(option.Group);
        }
        else if (option.IsNeeded)
        {
            FillIns.Add($"{option.Name} is required{Choices(option)}{Help(option)}");
        }
        else
        {
            Defaults.Add(option.Default is { } kept ? $"{option.Name} ({kept})" : option.Name);
        }
    }

    /// <summary>The variable for an option, in braces; null when there is none that fits.</summary>
    private string? Variable(PythonOption option)
    {
        if (OptionVariable.For(option) is not { } name || (option.Type is "int" or "float" && name != "port"))
            return null;
        return name switch
        {
            TemplateVariables.Direction => Direction(option),
            "protocol" => Protocol(option),
            // An optional port is as likely one that the tool opens itself.
            "port" when !option.IsNeeded => null,
            _ when option.HasChoices => null,
            _ => Provided(option, name),
        };
    }

    private string? Direction(PythonOption option)
    {
        var known = TemplateVariables.Directions.Intersect(option.Choices ?? []).ToList();
        if (known.Count == 0)
            return null;
        Directions = known;
        return Guess(option, TemplateVariables.Direction, "one case per direction that it knows");
    }

    private string? Protocol(PythonOption option)
    {
        if (!option.HasChoices)
            return Guess(option, "protocol", "its values are not listed, so tcp, udp and icmp are taken for them");
        var known = Protocols.Where(protocol => option.Choices?.Contains(YamlWord.Of(protocol)) == true).ToList();
        if (known.Count == 0)
            return null;
        Protocols = known;
        return Guess(option, "protocol", $"its values are {string.Join(", ", option.Choices!)}");
    }

    private string? Provided(PythonOption option, string name)
    {
        var providing = Environments
            .Where(environment => environment.ToolEndpoints.All(at => TemplateVariables.On(at.Endpoint).Contains(name)))
            .ToList();
        if (providing.Count == 0)
            return null;
        Environments = providing;
        return Guess(option, name, "by its name");
    }

    private string Guess(PythonOption option, string variable, string why)
    {
        Guesses.Add($"{option.Name} is {{{variable}}}: {why}");
        return $"{{{variable}}}";
    }

    /// <summary>A constant for a required option: its own default, the first of its choices, or a second for an interval.</summary>
    private string? Literal(PythonOption option)
    {
        var isInterval = option.Name.TrimStart('-') == "interval";
        var value =
            option.Default
            ?? (
                option.Choices is [var first, ..] ? first
                : isInterval ? "1"
                : null
            );
        // A template has no way to write a brace, and no shell word holds a control character safely.
        if (value is null || value.Length == 0 || value.Any(character => character is '{' or '}' or '\uFFFD' || char.IsControl(character)))
            return null;
        var because =
            option.Default is not null ? "its default"
            : option.Choices is not null ? "the first of its choices"
            : "an interval in seconds";
        Guesses.Add($"{option.Name} is '{value}': {because}{Choices(option)}");
        return ShellWord.Quote(value);
    }

    private static bool TakesOneValue(PythonOption option) => option.Nargs is null or "?" or "*" or "+" or "1";

    private static string Choices(PythonOption option) =>
        option.Choices is { Count: > 0 } choices ? $", one of {string.Join(", ", choices)}" : "";

    private static string Help(PythonOption option) => option.Help is { } help ? $": {help}" : "";

    [GeneratedRegex(@"\A--?[A-Za-z0-9][A-Za-z0-9_.-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex OptionString();
}
