namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>An option of a command as its program reads it.</summary>
/// <param name="Name">With its dashes: <c>-t</c>, <c>--time</c>.</param>
/// <param name="Value">What it is given, attached or in the next word; null for an option without a value.</param>
internal sealed record CommandOption(string Name, string? Value);
