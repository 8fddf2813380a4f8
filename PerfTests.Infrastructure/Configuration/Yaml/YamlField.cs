using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Infrastructure.Configuration.Yaml;

/// <summary>One value of a file, read as what it should be; a value that is not is reported and read as null.</summary>
/// <param name="source">The file.</param>
/// <param name="name">Keys from the top of the file down to the value, joined by dots.</param>
/// <param name="key">The last of these keys.</param>
/// <param name="line">Line of the key, or of the item of a list.</param>
/// <param name="value">The value.</param>
internal sealed partial class YamlField(YamlSource source, string name, string key, int line, YamlValue value)
{
    /// <summary>Two of them, and what is added to them, fit into the 255 characters that a file's name may have.</summary>
    public const int LongestToken = 100;

    public string Key => key;

    public int Line => line;

    public void Report(string problem, string remedy) => source.Report(line, $"'{name}' {problem}", remedy);

    /// <summary>Any text that is not blank.</summary>
    public string? Text()
    {
        if (value is not YamlScalar scalar)
            return Mismatch<string>("must be one value, not a list or a map", $"Write '{key}: value'.");
        if (scalar.IsNull || string.IsNullOrWhiteSpace(scalar.Text))
            return Mismatch<string>("has no value", "Give it a value or remove the key.");
        if (scalar.Text.Any(character => char.IsControl(character) && character is not ('\n' or '\t')))
            return Mismatch<string>("holds a control character", "Remove it: no command or path can use it.");
        return scalar.Text;
    }

    /// <summary>Text that a program cannot take for an option, on one line.</summary>
    public string? Argument() =>
        Text() switch
        {
            null => null,
            ['-', ..] => Mismatch<string>("starts with '-', so a program would take it for an option", "Remove the '-'."),
            var text when text.Contains('\n', StringComparison.Ordinal) => Mismatch<string>(
                "has more than one line",
                "Write it on one line."
            ),
            var text => text,
        };

    /// <summary>An argument without white space: a host, a user, an interface.</summary>
    public string? Word() =>
        Argument() is not { } text ? null
        : text.Any(char.IsWhiteSpace) ? Mismatch<string>($"is '{text}', which has a blank in it", "Write one word.")
        : text;

    /// <summary>A name that becomes a folder and a part of case names.</summary>
    public string? Token() => Text() is { } text && CheckToken(text) ? text : null;

    /// <summary>Whether a text can become a folder; reported when it cannot.</summary>
    public bool CheckToken(string text)
    {
        if (text.Length > LongestToken)
        {
            Report(
                $"is named '{text[..40]}…' with {text.Length} characters, and names of files are made of it",
                $"Use {LongestToken} characters at most."
            );
            return false;
        }
        if (TokenPattern().IsMatch(text))
            return true;
        Report(
            $"is named '{text}', which cannot be a folder",
            "Use letters, digits, '.', '_' and '-' only, not '-' first, and not '.' or '..'."
        );
        return false;
    }

    public bool? Flag() =>
        Text() switch
        {
            null => null,
            "true" => true,
            "false" => false,
            var text => Mismatch<bool?>($"is '{text}', which is neither true nor false", "Write true or false."),
        };

    public int? Integer(int min, int max) => Within(min, max, NumberStyles.AllowLeadingSign, "a whole number");

    public double? Number(double min, double max, string? otherwise = null) => Within(min, max, NumberStyles.Float, "a number", otherwise);

    /// <summary>Whether the value is just this word.</summary>
    public bool IsWord(string word) => value is YamlScalar { IsNull: false } scalar && scalar.Text == word;

    /// <summary>One of the words of an enumeration, in lower case.</summary>
    public T? Choice<T>()
        where T : struct, Enum
    {
        if (Text() is not { } text)
            return null;
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (text == Word(candidate))
                return candidate;
        }
        return Mismatch<T?>($"is '{text}'", Suggestion.For(text, [.. Enum.GetValues<T>().Select(Word)], "values"));
    }

    /// <summary>A command or argument template whose variables are all known.</summary>
    public CommandTemplate? Template(IReadOnlyCollection<string> variables)
    {
        if (Text() is not { } text)
            return null;
        var template = new CommandTemplate(text.Trim());
        foreach (var unknown in template.Variables.Except(variables))
            Report($"uses the unknown variable {{{unknown}}}", Suggestion.For(unknown, variables, "variables here"));
        return template;
    }

    /// <summary>The name of something declared elsewhere; not checked when that declaration could not be read.</summary>
    public string? Reference(IReadOnlyCollection<string>? declared, string what, string file)
    {
        if (Text() is not { } text)
            return null;
        return declared is null || declared.Contains(text)
            ? text
            : Mismatch<string>($"names the {what} '{text}', which {file} does not declare", Suggestion.For(text, declared, $"{what}s"));
    }

    /// <summary>A name of something declared elsewhere, or a pattern with * that matches at least one.</summary>
    public string? Pattern(IReadOnlyCollection<string>? declared, string what)
    {
        if (Text() is not { } text)
            return null;
        return declared is null || declared.Any(candidate => Glob.Matches(text, candidate))
            ? text
            : Mismatch<string>($"is '{text}', which matches no {what}", Suggestion.For(text, declared, $"{what}s"));
    }

    /// <summary>The values of a list of words or numbers, each once; empty, with a reported error, when there are none.</summary>
    public IReadOnlyList<T> Items<T>(Func<YamlField, T?> read)
        where T : class => [.. Fields().Select(read).OfType<T>()];

    /// <inheritdoc cref="Items{T}(Func{YamlField, T})"/>
    public IReadOnlyList<T> Items<T>(Func<YamlField, T?> read)
        where T : struct
    {
        // 20 and 020 are two words and one number, and would be two cases in one folder.
        var values = new List<T>();
        foreach (var field in Fields())
        {
            if (read(field) is not { } item)
                continue;
            if (values.Contains(item))
                field.Report($"lists '{item}' twice", "Keep one of them.");
            else
                values.Add(item);
        }
        return values;
    }

    /// <summary>The maps of a list.</summary>
    public IReadOnlyList<T> Maps<T>(Func<YamlSection, T> read)
        where T : class => [.. Fields().Select(field => field.Map(read)).OfType<T>()];

    /// <summary>A map, whose keys must all be known to <paramref name="read"/>.</summary>
    public T? Map<T>(Func<YamlSection, T> read)
        where T : class
    {
        if (value is not YamlMap map)
        {
            var problem = value is YamlScalar { IsNull: true } ? "has no value" : "must have keys below it";
            return Mismatch<T>(problem, "Write 'key: value' lines below it.");
        }
        var section = new YamlSection(source, name, map with { Line = line });
        var result = read(section);
        section.ReportUnknownKeys();
        return result;
    }

    private List<YamlField> Fields()
    {
        if (value is not YamlList { Items: { Count: > 0 } items })
        {
            var problem = value is YamlList or YamlScalar { IsNull: true } ? "lists nothing" : "must be a list";
            Report(problem, "Write it as [first, second], or remove the key.");
            return [];
        }
        var seen = new HashSet<string>();
        foreach (var repeated in items.OfType<YamlScalar>().Where(item => !seen.Add(item.Text)))
            source.Report(repeated.Line, $"'{name}' lists '{repeated.Text}' twice", "Keep one of them.");
        return [.. items.Select(item => new YamlField(source, name, key, item.Line, item))];
    }

    private T? Within<T>(T min, T max, NumberStyles style, string kind, string? otherwise = null)
        where T : struct, INumber<T>
    {
        if (Text() is not { } text)
            return null;
        return T.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : Mismatch<T?>($"is '{text}'", $"Write {kind} from {min} to {max}{(otherwise is null ? "" : $", {otherwise}")}.");
    }

    private T? Mismatch<T>(string problem, string remedy)
    {
        Report(problem, remedy);
        return default;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    [GeneratedRegex(@"\A(?!\.{1,2}\z)[A-Za-z0-9._][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex TokenPattern();
}
