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

    private SshConfigFile(string host, string includeFolder) => (_host, _includeFolder) = (host, includeFolder);

    /// <summary>In the order of the file: of most settings the first one counts.</summary>
    /// <param name="host">The name that the user typed.</param>
    /// <param name="includeFolder">Folder that relative names after <c>Include</c> are below.</param>
    /// <exception cref="IOException">A file is there and cannot be read.</exception>
    public static IReadOnlyList<ConfigSetting> Read(string file, string host, string includeFolder)
    {
        var read = new SshConfigFile(host, includeFolder);
        if (File.Exists(file))
            read.ReadFile(file, isActive: true, depth: 0);
        return read._settings;
    }

    internal static IReadOnlyList<ConfigSetting> Parse(string file, IEnumerable<string> lines, string host, string includeFolder)
    {
        var read = new SshConfigFile(host, includeFolder);
        read.ReadLines(file, lines, isActive: true, depth: 0);
        return read._settings;
    }

    private void ReadFile(string file, bool isActive, int depth)
    {
        if (new FileInfo(file).Length > MostBytes)
            throw new IOException($"{file} has more than {MostBytes >> 20} MiB, which no ssh configuration has");
        ReadLines(file, File.ReadLines(file), isActive, depth);
    }

    private void ReadLines(string file, IEnumerable<string> lines, bool isActive, int depth)
    {
        var applies = isActive;
        foreach (var line in lines)
        {
            if (Line().Match(line) is not { Success: true } parts)
                continue;
            var key = parts.Groups["key"].Value.ToLowerInvariant();
            var value = parts.Groups["value"].Value.Trim();
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
                Include(value, depth);
            else
                _settings.Add(new ConfigSetting(file, key, value));
        }
    }

    private void Include(string value, int depth)
    {
        if (depth == MostIncludes)
            throw new IOException($"Include {value}: more than {MostIncludes} files include one another");
        foreach (var pattern in Words(value))
        {
            var path = Path.GetFullPath(OpenSsh.SshPath.Expand(pattern) ?? pattern, _includeFolder);
            foreach (var file in Files(path))
                ReadFile(file, isActive: true, depth + 1);
        }
    }

    private static IEnumerable<string> Files(string pattern)
    {
        var (folder, name) = (Path.GetDirectoryName(pattern), Path.GetFileName(pattern));
        if (folder is null || !Directory.Exists(folder))
            return [];
        return Directory
            .EnumerateFiles(folder)
            .Where(file => NamePattern.Matches(name, Path.GetFileName(file)))
            .Order(StringComparer.Ordinal);
    }

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

    /// <summary>Words in quotes may hold blanks.</summary>
    internal static IReadOnlyList<string> Words(string value) =>
        [.. Word().Matches(value).Select(word => word.Groups["quoted"].Success ? word.Groups["quoted"].Value : word.Value)];

    [GeneratedRegex(
        @"^\s*(?<key>[A-Za-z0-9]+)(?:\s*=\s*|\s+)(?<value>[^#\r\n].*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Line();

    [GeneratedRegex(@"""(?<quoted>[^""]*)""|[^\s""]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
