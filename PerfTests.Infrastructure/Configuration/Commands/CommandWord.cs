namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>One word of a shell command: its value without quotes, and where it stands in the text.</summary>
internal readonly record struct CommandWord(string Value, int Start, int End);
