using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Execution.Needs;

/// <summary>The programs that a command template starts: its wrappers, such as <c>taskset</c>, and the program behind them.</summary>
internal static class CommandPrograms
{
    private const string ShellBuiltin = "exec";

    /// <returns>Names and absolute paths; what only the host can know, a relative path or a variable, is left out.</returns>
    public static IReadOnlyList<string> Of(CommandTemplate template)
    {
        var command = LoadCommand.Parse(template);
        var wrappers = command
            .Words.Take(command.ProgramIndex)
            .Select(word => word.Value)
            .Where(word => word != ShellBuiltin && CommandWrapper.All.Any(wrapper => wrapper.Name == word.Split('/')[^1]));
        var program = command.Words.Skip(command.ProgramIndex).Take(1).Select(word => word.Value);
        return [.. wrappers.Concat(program).Where(IsFindable).Distinct(StringComparer.Ordinal)];
    }

    public static bool IsFindable(string word) =>
        word.Length > 0
        && word.IndexOfAny(['{', '$', '~', '`', '\0']) < 0
        && (word[0] == '/' || !word.Contains('/', StringComparison.Ordinal));
}
