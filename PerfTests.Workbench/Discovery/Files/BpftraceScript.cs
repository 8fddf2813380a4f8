using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PerfTests.Workbench.Discovery.Files;

/// <summary>What a bpftrace script's text tells, without bpftrace.</summary>
/// <param name="Probes">Attach points in the order of the text, BEGIN and END included.</param>
/// <param name="Parameters">Numbers of the positional parameters, as 1 for <c>$1</c>.</param>
/// <param name="HasProbeLists">Whether several attach points share one block.</param>
/// <param name="Error">Where the text stops making sense; null when all of it was understood.</param>
internal sealed partial record BpftraceScript(
    IReadOnlyList<BpftraceProbe> Probes,
    IReadOnlyList<int> Parameters,
    bool HasProbeLists,
    string? Error
)
{
    /// <summary>Number of programs that must be there; null when a pattern leaves it to the kernel.</summary>
    public int? ExpectedPrograms =>
        Probes.Any(probe => probe.IsExpectedProgram && probe.IsPattern) ? null : Probes.Count(probe => probe.IsExpectedProgram);

    /// <summary>Whether its programs run when connections change their state, and none for packets.</summary>
    public bool FollowsConnections =>
        Probes.Any(probe => probe.IsExpectedProgram) && Probes.Where(probe => probe.IsExpectedProgram).All(probe => probe.IsOfConnections);

    /// <summary>Options that the script reads with <c>getopt</c>, each with its default: <c>--limit (5)</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    public static BpftraceScript Parse(string text) => new Reader(text).Read();

    [GeneratedRegex(@"\$(?<number>[1-9][0-9]{0,3})(?![0-9A-Za-z_])", RegexOptions.CultureInvariant)]
    private static partial Regex Positional();

    [GeneratedRegex(
        """(?<![A-Za-z0-9_$@])getopt\s*\(\s*"(?<name>[^"\n]{1,80})"\s*(?:,\s*(?<default>"[^"\n]{0,80}"|[^,()"\s]{1,80}))?""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Getopt();

    [GeneratedRegex(@"\A(?:struct|union|enum|typedef|config|macro|fn|subprog|import|let)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Definition();

    private sealed class Reader(string text)
    {
        private readonly List<BpftraceProbe> _probes = [];
        private readonly SortedSet<int> _parameters = [];
        private readonly List<string> _options = [];
        private int _at;
        private bool _hasLists;

        private bool IsAtEnd => _at >= text.Length;

        public BpftraceScript Read()
        {
            string? error = null;
            while (error is null)
            {
                SkipBlanks();
                if (IsAtEnd)
                    break;
                error = Definition().IsMatch(text[_at..Math.Min(text.Length, _at + 16)]) ? SkipDefinition() : ReadProbe();
            }
            return new BpftraceScript(_probes, [.. _parameters], _hasLists, error) { Options = [.. _options.Distinct()] };
        }

        private string? ReadProbe()
        {
            var start = _at;
            var points = new List<string>();
            do
            {
                SkipBlanks();
                var point = ReadAttachPoint();
                // bpftrace takes a comma behind the last probe of a list.
                if (point.Length == 0 && points.Count > 0)
                    break;
                if (point.Length == 0)
                    return Wrong(start, "no probe");
                TakeParameters(point);
                points.Add(point);
                SkipBlanks();
            } while (TryTake(','));
            if (TryTake('/') && !SkipPredicate())
                return Wrong(start, "a predicate without its end");
            SkipBlanks();
            if (!TryTake('{') || !SkipBlock())
                return Wrong(start, "a probe without its block");
            _probes.AddRange(points.Select(point => new BpftraceProbe(point)));
            _hasLists |= points.Count > 1;
            return null;
        }

        private void TakeParameters(string code)
        {
            foreach (Match match in Positional().Matches(code))
                _parameters.Add(int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture));
        }

        // Within an attach point a slash belongs to a path, as in uprobe:/bin/bash:readline; a predicate stands apart.
        private string ReadAttachPoint()
        {
            var point = new StringBuilder();
            while (!IsAtEnd && !char.IsWhiteSpace(text[_at]) && text[_at] is not (',' or '{' or '}' or ';'))
            {
                if (text[_at] == '/' && point.Length == 0)
                    break;
                if (text[_at] == '"')
                {
                    var quote = _at;
                    SkipString();
                    point.Append(text, quote, _at - quote);
                    continue;
                }
                point.Append(text[_at++]);
            }
            return point.ToString();
        }

        private bool SkipPredicate()
        {
            while (!IsAtEnd)
            {
                if (text[_at] == '/' && !StartsComment())
                {
                    var slash = _at++;
                    SkipBlanks();
                    if (!IsAtEnd && text[_at] == '{')
                        return true;
                    _at = slash + 1;
                }
                else
                {
                    Step();
                }
            }
            return false;
        }

        private bool SkipBlock()
        {
            for (var depth = 1; !IsAtEnd; )
            {
                var sign = text[_at];
                depth +=
                    sign == '{' ? 1
                    : sign == '}' ? -1
                    : 0;
                Step();
                if (depth == 0)
                    return true;
            }
            return false;
        }

        // Up to the end of its block, or to a semicolon or line end where it has none.
        private string? SkipDefinition()
        {
            var start = _at;
            while (!IsAtEnd && text[_at] is not ('{' or ';'))
                Step();
            if (TryTake(';'))
                return null;
            if (!TryTake('{') || !SkipBlock())
                return Wrong(start, "a definition without its end");
            SkipBlanks();
            TryTake(';');
            return null;
        }

        // One character of code, or all of a comment or a string.
        private void Step()
        {
            if (StartsComment())
            {
                SkipComment();
            }
            else if (text[_at] == '"')
            {
                SkipString();
            }
            else
            {
                if (text[_at] == 'g' && Getopt().Match(text, _at) is { Success: true } option && option.Index == _at)
                {
                    var given = option.Groups["default"] is { Success: true, Value: var value } ? value.Trim('"') : "off";
                    _options.Add($"--{option.Groups["name"].Value} ({given})");
                }
                if (
                    text[_at] == '$'
                    && Positional().Match(text, _at, Math.Min(8, text.Length - _at)) is { Success: true } match
                    && match.Index == _at
                )
                    _parameters.Add(int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture));
                _at++;
            }
        }

        private void SkipBlanks()
        {
            while (!IsAtEnd)
            {
                if (StartsComment())
                    SkipComment();
                else if (text[_at] == '#' || char.IsWhiteSpace(text[_at]))
                    _at = text[_at] == '#' ? LineEnd() : _at + 1;
                else
                    return;
            }
        }

        private bool StartsComment() => text[_at] == '/' && _at + 1 < text.Length && text[_at + 1] is '/' or '*';

        private void SkipComment()
        {
            if (text[_at + 1] == '/')
            {
                _at = LineEnd();
                return;
            }
            var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
            _at = end < 0 ? text.Length : end + 2;
        }

        private void SkipString()
        {
            for (_at++; !IsAtEnd && text[_at] != '"'; _at++)
            {
                if (text[_at] == '\\')
                    _at++;
            }
            _at = Math.Min(_at + 1, text.Length);
        }

        private int LineEnd() => text.IndexOf('\n', _at) is var end && end < 0 ? text.Length : end;

        private bool TryTake(char sign)
        {
            if (IsAtEnd || text[_at] != sign)
                return false;
            _at++;
            return true;
        }

        private string Wrong(int start, string what) => $"{what} on line {1 + text.AsSpan(0, Math.Min(start, text.Length)).Count('\n')}";
    }
}
