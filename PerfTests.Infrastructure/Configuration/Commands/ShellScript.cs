namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>A script for <c>/bin/sh</c> in a file beside the class that uses it.</summary>
internal sealed class ShellScript(Type user, string file)
{
    /// <summary>
    /// The script without comments, indentation and its last line end, to stand among others: a shell reads it byte by byte.
    /// </summary>
    public string Text { get; } = string.Join('\n', Lines(EmbeddedText.Beside(user, file)));

    /// <summary>The script with values, which are its $1, $2 and so on.</summary>
    public string With(params IEnumerable<string> values) => $"set -- {string.Join(' ', values.Select(ShellWord.Quote))}\n{Text}";

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => line.TrimStart()).Where(line => line.Length > 0 && line[0] != '#');
}
