namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>An option of a command as its program reads it.</summary>
/// <param name="Name">With its dashes: <c>-t</c>, <c>--time</c>.</param>
/// <param name="Value">What it is given, attached or in the next word; null for an option without a value.</param>
internal sealed record CommandOption(string Name, string? Value)
{
    /// <summary>Where its first word begins in the text of the command.</summary>
    public int Start { get; init; }

    /// <summary>Where its last word ends.</summary>
    public int End { get; init; }

    /// <summary>Options in front of it in the same word, as <c>-u</c> in <c>-un 5</c>; empty without any.</summary>
    public string Before { get; init; } = "";
}
