using System.Text;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>A shell command with variables in braces, as in <c>iperf3 -s -p {port}</c>.</summary>
public sealed partial record CommandTemplate(string Text)
{
    /// <summary>Names of the variables, each once, in order of appearance.</summary>
    public IReadOnlyList<string> Variables { get; } =
    [.. VariablePattern().Matches(Text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The command with every variable replaced by its value, quoted for a POSIX shell.</summary>
    /// <exception cref="KeyNotFoundException">A variable has no value.</exception>
    public string Render(IReadOnlyDictionary<string, string> values)
    {
        var rendered = new StringBuilder();
        var copied = 0;
        foreach (Match match in VariablePattern().Matches(Text))
        {
            var name = match.Groups["name"].Value;
            if (!values.TryGetValue(name, out var value))
                throw new KeyNotFoundException($"the command '{Text}' uses {{{name}}}, which has no value here");
            rendered.Append(Text, copied, match.Index - copied).Append(ShellWord.Quote(value));
            copied = match.Index + match.Length;
        }
        return rendered.Append(Text, copied, Text.Length - copied).ToString();
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex VariablePattern();
}
