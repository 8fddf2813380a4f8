using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PerfTests.Infrastructure.Configuration.Yaml;

/// <summary>Builds the tree of a file from YamlDotNet's events.</summary>
/// <remarks>
/// The events are used rather than YamlDotNet's own tree because that one stops at the first duplicate key, and every
/// mistake of a file is to be reported at once.
/// </remarks>
internal sealed class YamlTree
{
    private const int MaxDepth = 32;
    private const int MaxEntries = 10_000;
    private const int MaxValues = 1_000_000;
    private const int MaxScalar = 64 * 1024;
    private readonly YamlSource _source;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, YamlValue> _anchors = [];
    private int _values;

    private YamlTree(YamlSource source, IScanner scanner)
    {
        _source = source;
        _parser = new Parser(scanner);
    }

    /// <summary>The file's single document as a map; null, with a reported error, when there is none.</summary>
    public static YamlMap? Read(YamlSource source, string text)
    {
        // YamlDotNet takes NUL for the end of the file and would drop the rest of it in silence
        if (text.Any(IsForeign))
        {
            source.Report(LineOf(text, IsForeign), "the file holds a control character", "Save it as plain UTF-8 text.");
            return null;
        }

        var scanner = new Scanner(new StringReader(text));
        try
        {
            return new YamlTree(source, scanner).Root();
        }
        catch (LimitException limit)
        {
            source.Report(
                (int)limit.Start.Line,
                $"the file holds {limit.Message}",
                "Make it smaller: no set needs as much, and reading it would take too long."
            );
        }
        catch (YamlException problem)
        {
            var isTab =
                problem.Message.Contains("tab", StringComparison.OrdinalIgnoreCase) && text.Contains('\t', StringComparison.Ordinal);
            source.Report(
                isTab ? LineOf(text, character => character == '\t') : (int)problem.Start.Line,
                $"the YAML cannot be read: {problem.Message.TrimEnd('.')}",
                isTab ? "Indent with spaces, never with tabs." : "Correct the syntax here or on the line before."
            );
        }
        catch (InvalidOperationException)
        {
            // What YamlDotNet's scanner throws, undocumented, on some broken flow lists; all that is known is where it stands
            source.Report((int)scanner.CurrentPosition.Line, "the YAML cannot be read", "Correct the syntax here or on the line before.");
        }
        return null;
    }

    private static bool IsForeign(char character) => char.IsControl(character) && character is not ('\t' or '\r' or '\n');

    private static int LineOf(string text, Func<char, bool> matches) =>
        1 + text.TakeWhile(character => !matches(character)).Count(character => character == '\n');

    private YamlMap? Root()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            return Reject(0, "the file holds nothing but comments or blank lines", "Fill it in, or remove it if it is an optional one.");
        _parser.Consume<DocumentStart>();
        var root = Value(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            return Reject(
                (int)second.Start.Line,
                "the file holds a second document",
                "Keep one document in a file: remove the '---' line."
            );
        return root switch
        {
            YamlMap map => map,
            YamlScalar { IsNull: true } => Reject(0, "the document is empty", "Fill it in, or remove the file if it is an optional one."),
            _ => Reject(root.Line, "the file does not start with keys", "Write 'key: value' at the start of the line."),
        };
    }

    private YamlValue Value(int depth)
    {
        if (depth > MaxDepth)
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, $"more than {MaxDepth} levels inside one another");
        if (++_values > MaxValues)
            throw Limit(_parser.Current!, $"more than {MaxValues:#,0} values");
        switch (_parser.Consume<ParsingEvent>())
        {
            case Scalar { Value.Length: > MaxScalar } scalar:
                throw Limit(scalar, $"a value of {scalar.Value.Length:#,0} characters, {MaxScalar:#,0} are the most");
            case Scalar scalar:
                return Anchored(scalar.Anchor, new YamlScalar((int)scalar.Start.Line, scalar.Value, scalar.Style != ScalarStyle.Plain));
            case SequenceStart start:
                var items = new List<YamlValue>();
                while (!_parser.TryConsume<SequenceEnd>(out _))
                {
                    CheckRoom(items.Count, start);
                    items.Add(Value(depth + 1));
                }
                return Anchored(start.Anchor, new YamlList((int)start.Start.Line, items));
            case MappingStart start:
                return Anchored(start.Anchor, new YamlMap((int)start.Start.Line, Entries(depth, start)));
            case AnchorAlias alias:
                return _anchors.TryGetValue(alias.Value, out var value)
                    ? value
                    : throw new YamlException(alias.Start, alias.End, $"the alias '*{alias.Value}' names no anchor before it");
            case var other:
                throw new YamlException(other.Start, other.End, $"unexpected {other.GetType().Name}");
        }
    }

    private List<YamlEntry> Entries(int depth, MappingStart start)
    {
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            CheckRoom(entries.Count, start);
            var key = Value(depth + 1);
            var value = Value(depth + 1);
            if (key is not YamlScalar { IsNull: false } name)
                _source.Report(key.Line, "a key is not a plain word", "Write 'key: value' with one word as the key.");
            else if (!lines.TryAdd(name.Text, name.Line))
                _source.Report(name.Line, $"the key '{name.Text}' is there twice, first on line {lines[name.Text]}", "Keep one of them.");
            else
                entries.Add(new YamlEntry(name.Line, name.Text, value));
        }
        return entries;
    }

    private static void CheckRoom(int count, ParsingEvent start)
    {
        if (count == MaxEntries)
            throw Limit(start, $"more than {MaxEntries:#,0} entries in one map or list");
    }

    private static LimitException Limit(ParsingEvent at, string problem) => new(at.Start, at.End, problem);

    private YamlValue Anchored(AnchorName anchor, YamlValue value)
    {
        if (!anchor.IsEmpty)
            _anchors[anchor] = value;
        return value;
    }

    /// <summary>More than a configuration file can need.</summary>
    private sealed class LimitException(Mark start, Mark end, string problem) : YamlException(start, end, problem);

    private YamlMap? Reject(int line, string message, string remedy)
    {
        _source.Report(line, message, remedy);
        return null;
    }
}
