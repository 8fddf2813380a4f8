using System.Text;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Remote.SshNet.Settings;

/// <summary>Reads the settings that a client configuration file has for one host name, in the format of ssh_config(5).</summary>
/// <remarks>What a <c>Match</c> block would decide is not decided here: the block counts as one setting of its own.</remarks>
internal sealed partial class SshConfigFile
{
    public const string Match = "match";

    private const int MostIncludes = 16;
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly List<ConfigSetting> _settings = [];
    private readonly string _host;
    private readonly string _includeFolder;
    private readonly string? _home;

    private SshConfigFile(string host, string includeFolder, string? home) => (_host, _includeFolder, _home) = (host, includeFolder, home);

    /// <summary>In the order of the file: of most settings the first one counts.</summary>
    /// <param name="host">The name that the user typed.</param>
    /// <param name="includeFolder">Folder that relative names after <c>Include</c> are below.</param>
    /// <param name="home">What <c>~</c> after <c>Include</c> means; null in the system's file, which must not have it.</param>
    /// <exception cref="IOException">A file is there and cannot be read.</exception>
    public static IReadOnlyList<ConfigSetting> Read(string file, string host, string includeFolder, string? home)
    {
        var read = new SshConfigFile(host, includeFolder, home);
        if (File.Exists(file))
            read.ReadFile(file, isActive: true, depth: 0);
        return read._settings;
    }

    internal static IReadOnlyList<ConfigSetting> Parse(string file, IEnumerable<string> lines, string host, string includeFolder)
    {
        var read = new SshConfigFile(host, includeFolder, home: null);
        read.ReadLines(file, lines, isActive: true, depth: 0);
        return read._settings;
    }

    private void ReadFile(string file, bool isActive, int depth)
    {
        if (new FileInfo(file).Length > MostBytes)
            throw new IOException($"{file} has more than {MostBytes >> 20} MiB, which no ssh configuration has");
        // A lone carriage return ends no line for ssh.
        ReadLines(file, File.ReadAllText(file).Split('\n'), isActive, depth);
    }

    private void ReadLines(string file, IEnumerable<string> lines, bool isActive, int depth)
    {
        var applies = isActive;
        foreach (var line in lines)
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
                continue;
            if (Line().Match(text) is not { Success: true } parts || !AreQuotesClosed(parts.Groups["value"].Value))
            {
                // ssh says what is wrong with it, whichever host the block is for, or knows to read it.
                if (isActive)
                    _settings.Add(new ConfigSetting(file, $"the line '{OneLine.Of(text, 60)}'", ""));
                continue;
            }
            var key = parts.Groups["key"].Value.ToLowerInvariant();
            var value = parts.Groups["value"].Value;
            if (key == "host")
                applies = isActive && IsFor(Words(value));
            else if (key == Match)
            {
                applies = false;
                if (isActive)
                    _settings.Add(new ConfigSetting(file, Match, value));
            }
            else if (!applies)
                continue;
            else if (key == "include")
                Include(file, value, depth);
            else
                _settings.Add(new ConfigSetting(file, key, value));
        }
    }

    private void Include(string includer, string value, int depth)
    {
        if (depth == MostIncludes)
            throw new IOException($"Include {value}: more than {MostIncludes} files include one another");
        foreach (var pattern in Words(value))
        {
            if (Files(pattern) is not { } files)
                _settings.Add(new ConfigSetting(includer, $"include {pattern}", ""));
            else
                foreach (var file in files)
                    ReadFile(file, isActive: true, depth + 1);
        }
    }

    /// <summary>The files that a pattern names; null where only ssh knows.</summary>
    private IReadOnlyList<string>? Files(string pattern)
    {
        var path = pattern;
        if (pattern.StartsWith("~/", StringComparison.Ordinal) && _home is not null)
            path = Path.Join(_home, pattern[1..]);
        else if (pattern.StartsWith('~') || pattern.Contains('\0'))
            return null;
        path = Path.GetFullPath(path, _includeFolder);
        var (folder, name) = (Path.GetDirectoryName(path), Path.GetFileName(path));
        if (folder is null || folder.AsSpan().ContainsAny("*?[") || name.Contains('[') || pattern.AsSpan().ContainsAny("\\$%"))
            return null;
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder).Where(file => IsNamed(Path.GetFileName(file), name)).Order(StringComparer.Ordinal)];
    }

    // A star at the beginning leaves hidden files out, such as those of an editor.
    private static bool IsNamed(string file, string pattern) =>
        (!file.StartsWith('.') || pattern.StartsWith('.')) && NamePattern.Matches(pattern, file);

    private bool IsFor(IEnumerable<string> patterns)
    {
        var matches = false;
        foreach (var pattern in patterns)
        {
            if (pattern.StartsWith('!'))
            {
                if (NamePattern.Matches(pattern[1..], _host))
                    return false;
            }
            else
                matches |= NamePattern.Matches(pattern, _host);
        }
        return matches;
    }

    /// <summary>The words before a comment; quotes and backslashes count as they do for ssh.</summary>
    internal static IReadOnlyList<string> Words(string value) => Split(value).Words;

    private static bool AreQuotesClosed(string value) => Split(value).AreQuotesClosed;

    private static (IReadOnlyList<string> Words, bool AreQuotesClosed) Split(string value)
    {
        var words = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < value.Length && (value[at] is ' ' or '\t'))
                at++;
            if (at == value.Length || value[at] == '#')
                return (words, true);
            var word = new StringBuilder();
            var quote = '\0';
            for (; at < value.Length && (quote != '\0' || value[at] is not (' ' or '\t')); at++)
            {
                var next = at + 1 < value.Length ? value[at + 1] : '\0';
                if (value[at] == '\\' && (next is '"' or '\'' or '\\' || (next == ' ' && quote == '\0')))
                    word.Append(value[++at]);
                else if (quote == '\0' && (value[at] is '"' or '\''))
                    quote = value[at];
                else if (quote != '\0' && value[at] == quote)
                    quote = '\0';
                else
                    word.Append(value[at]);
            }
            words.Add(word.ToString());
            if (quote != '\0')
                return (words, false);
        }
    }

    [GeneratedRegex(
        @"^\s*(?<key>[A-Za-z0-9]+)(?:\s*=\s*|\s+)(?<value>[^#\r\n].*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Line();
}
