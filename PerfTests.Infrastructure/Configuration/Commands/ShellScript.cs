namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>A script for <c>/bin/sh</c> in a file beside the class that uses it.</summary>
internal sealed class ShellScript(Type user, string file)
{
    /// <summary>The script without its last line end, to stand among others.</summary>
    public string Text { get; } = EmbeddedText.Beside(user, file).TrimEnd('\n');

    /// <summary>The script with values, which are its $1, $2 and so on.</summary>
    public string With(params IEnumerable<string> values) => $"set -- {string.Join(' ', values.Select(ShellWord.Quote))}\n{Text}";
}
