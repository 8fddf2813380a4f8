namespace PerfTests.Workbench.Discovery.Files;

/// <summary>One <c>add_argument</c> call of a Python tool, as far as its text tells.</summary>
internal sealed record PythonOption
{
    /// <summary>Option strings as written, such as <c>-i</c> and <c>--interface</c>; the name of a positional argument.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether a part of the call is only known when the tool runs.</summary>
    public bool IsComputed { get; init; }

    public bool IsPositional { get; init; }

    public bool IsRequired { get; init; }

    public bool HasChoices { get; init; }

    /// <summary>The values that are allowed; null when there is no such list or only running the tool would tell.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    public string? Default { get; init; }

    public string? Help { get; init; }

    public string? Dest { get; init; }

    /// <summary>Name of the function that reads the value, such as <c>int</c>.</summary>
    public string? Type { get; init; }

    public string? Action { get; init; }

    public string? Nargs { get; init; }

    /// <summary>The mutually exclusive group that the option belongs to.</summary>
    public string? Group { get; init; }

    public bool IsGroupRequired { get; init; }

    /// <summary>The string to give the option by: the first long one, else the first.</summary>
    public string Name =>
        Names.FirstOrDefault(name => name.StartsWith("--", StringComparison.Ordinal)) ?? (Names.Count > 0 ? Names[0] : null) ?? Dest ?? "?";

    /// <summary>Whether a value follows the option.</summary>
    public bool TakesValue => Action is null or "store" or "append" or "extend";

    /// <summary>Whether the tool cannot start without it.</summary>
    public bool IsNeeded => IsPositional ? Nargs is not ("?" or "*") : IsRequired;
}
