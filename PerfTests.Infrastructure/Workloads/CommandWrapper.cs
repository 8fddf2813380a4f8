namespace PerfTests.Infrastructure.Workloads;

/// <summary>A program that starts another one, as in <c>taskset -c 1 iperf3 …</c>.</summary>
/// <param name="Name">Base name of the wrapper.</param>
/// <param name="OptionsWithValue">Options whose value is a word of its own.</param>
/// <param name="Operands">Words that are no options and come before the wrapped program.</param>
internal sealed record CommandWrapper(string Name, string[] OptionsWithValue, int Operands)
{
    /// <summary>Assignments after <c>env</c> are skipped like those in front of a command.</summary>
    public static IReadOnlyList<CommandWrapper> All { get; } =
    [
        new("env", ["-u", "-C"], 0),
        new("exec", [], 0),
        new("nohup", [], 0),
        new("sudo", ["-u", "-g"], 0),
        new("nice", ["-n", "--adjustment"], 0),
        new("stdbuf", ["-i", "-o", "-e"], 0),
        new("timeout", ["-s", "-k", "--signal", "--kill-after"], 1),
        new("chrt", ["-T", "-P", "-D"], 1),
        // -c is an option without a value: it says that the operand is a list of CPUs and not a mask.
        new("taskset", [], 1),
        // The operands of ip are netns, exec and the namespace's name.
        new("ip", [], 3),
    ];
}
