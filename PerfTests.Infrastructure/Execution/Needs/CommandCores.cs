using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Execution.Needs;

/// <summary>The cores to which a command template binds its load.</summary>
internal static class CommandCores
{
    // Words of the load programs themselves: iperf3 -A, netperf and netserver -T.
    private static readonly (string Program, string Option)[] OwnOptions =
    [
        ("iperf3", "-A"),
        ("iperf3", "--affinity"),
        ("netperf", "-T"),
        ("netserver", "-T"),
    ];

    /// <returns>As the command writes it: <c>2,4-5</c>; null when it leaves the choice to the kernel.</returns>
    public static string? Of(CommandTemplate template)
    {
        var command = LoadCommand.Parse(template);
        var words = command.Words.Select(word => word.Value).ToList();
        var wrappers = words.Take(command.ProgramIndex).ToList();
        var (program, rest) = (words.ElementAtOrDefault(command.ProgramIndex), words.Skip(command.ProgramIndex + 1).ToList());
        return Taskset(wrappers)
            ?? ValueOf(wrappers, "--physcpubind")
            ?? (wrappers.Any(word => Name(word) == "numactl") ? ValueOf(wrappers, "-C") : null)
            ?? OwnOptions
                .Where(own => program is not null && Name(program) == own.Program)
                .Select(own => ValueOf(rest, own.Option))
                .FirstOrDefault(cores => cores is not null);
    }

    private static string? Taskset(List<string> wrappers)
    {
        var at = wrappers.FindIndex(word => Name(word) == "taskset");
        if (at < 0)
            return null;
        var operand = wrappers.Skip(at + 1).SkipWhile(word => word.StartsWith('-')).FirstOrDefault();
        var isList = wrappers.Skip(at + 1).TakeWhile(word => word.StartsWith('-')).Any(word => word is "--cpu-list" || word.EndsWith('c'));
        return operand is null || isList ? operand : $"mask {operand}";
    }

    private static string? ValueOf(List<string> words, string option)
    {
        var at = words.FindIndex(word => word == option || word.StartsWith(option + "=", StringComparison.Ordinal));
        return at < 0 ? null
            : words[at] == option ? words.ElementAtOrDefault(at + 1)
            : words[at][(option.Length + 1)..];
    }

    private static string Name(string word) => word.Split('/')[^1];
}
