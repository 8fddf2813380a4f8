namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>A program that starts another one, as in <c>taskset -c 1 iperf3 …</c>.</summary>
/// <param name="Name">Base name of the wrapper.</param>
/// <param name="ShortWithValue">Letters of the options that take a value, in a word of their own or attached.</param>
/// <param name="Operands">Words that are no options and come before the wrapped program.</param>
internal sealed record CommandWrapper(string Name, string ShortWithValue = "", int Operands = 0)
{
    private const string OutOfReach = "starts the load outside of the process group that is counted and stopped with the session";

    /// <summary>Assignments after <c>env</c> are skipped like those in front of a command.</summary>
    public static IReadOnlyList<CommandWrapper> All { get; } =
    [
        new("env", "uCS") { WordsWithValue = ["--unset", "--chdir", "--split-string"] },
        new("exec", "a"),
        new("nohup"),
        new("sudo", "ugpCDRrtThU")
        {
            WordsWithValue =
            [
                "--user",
                "--group",
                "--prompt",
                "--close-from",
                "--chdir",
                "--chroot",
                "--role",
                "--type",
                "--command-timeout",
                "--host",
                "--other-user",
            ],
        },
        new("doas", "uC"),
        new("runuser", "ugGsw") { WordsWithValue = ["--user", "--group", "--supp-group", "--shell", "--whitelist-environment"] },
        new("nice", "n") { WordsWithValue = ["--adjustment"] },
        new("ionice", "cnpPu") { WordsWithValue = ["--class", "--classdata"] },
        new("stdbuf", "ioe") { WordsWithValue = ["--input", "--output", "--error"] },
        new("timeout", "sk", 1) { WordsWithValue = ["--signal", "--kill-after"] },
        new("time", "fo") { WordsWithValue = ["--format", "--output"] },
        new("chrt", "TPD", 1) { WordsWithValue = ["--sched-runtime", "--sched-period", "--sched-deadline"] },
        // -c is an option without a value: it says that the operand is a list of CPUs and not a mask.
        new("taskset", "", 1),
        new("numactl", "iNCmPpw")
        {
            WordsWithValue =
            [
                "--interleave",
                "--weighted-interleave",
                "--cpunodebind",
                "--physcpubind",
                "--membind",
                "--preferred",
                "--preferred-many",
            ],
        },
        new("setarch"),
        new("cgexec", "g"),
        // -n, -m and the like take a value only when it is attached.
        new("nsenter", "tSG") { WordsWithValue = ["--target", "--setuid", "--setgid"] },
        new("perf", "eptCorIxGDMb")
        {
            Subcommands =
            [
                ["stat"],
            ],
            WordsWithValue =
            [
                "--event",
                "--pid",
                "--tid",
                "--cpu",
                "--output",
                "--repeat",
                "--interval-print",
                "--field-separator",
                "--cgroup",
                "--delay",
                "--metrics",
            ],
        },
        // What follows are the namespace's, or the VRF's, name and the program. Its options are words of a single dash.
        new("ip", "", 1)
        {
            Subcommands =
            [
                ["netns", "exec"],
                ["vrf", "exec"],
            ],
            WordsWithValue = ["-n", "-netns", "-b", "-batch", "-l", "-loops", "-rc", "-rcvbuf"],
        },
        new("systemd-run", "pEuMH")
        {
            WordsWithValue =
            [
                "--property",
                "--setenv",
                "--unit",
                "--slice",
                "--uid",
                "--gid",
                "--nice",
                "--working-directory",
                "--description",
                "--machine",
                "--host",
            ],
            RequiredOption = "--scope",
            Refusal = "without --scope starts the load as a service, whose output nobody reads",
        },
        new("setsid") { Refusal = OutOfReach },
        new("docker") { Refusal = OutOfReach },
        new("podman") { Refusal = OutOfReach },
        new("nerdctl") { Refusal = OutOfReach },
        new("kubectl") { Refusal = OutOfReach },
    ];

    /// <summary>Whole words, such as long options without <c>=</c>, whose value is the next word.</summary>
    public IReadOnlyList<string> WordsWithValue { get; init; } = [];

    /// <summary>Words of which one sequence must come next, as in <c>ip netns exec</c>; options may follow them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Subcommands { get; init; } = [];

    /// <summary>Option without which <see cref="Refusal"/> applies; null when it always does.</summary>
    public string? RequiredOption { get; init; }

    /// <summary>Why no load can be measured behind it; null when one can.</summary>
    public string? Refusal { get; init; }

    /// <summary>Number of words from a wrapper's first one on that come before the wrapped program.</summary>
    public int Skip(IReadOnlyList<CommandWord> words, int index)
    {
        index = SkipOptions(words, index);
        if (
            Subcommands.FirstOrDefault(names => names.SequenceEqual(words.Skip(index).Take(names.Count).Select(word => word.Value))) is
            { } subcommand
        )
            index = SkipOptions(words, index + subcommand.Count);
        return index + Operands;
    }

    private int SkipOptions(IReadOnlyList<CommandWord> words, int index)
    {
        while (index < words.Count && words[index].Value is ['-', ..] word)
        {
            if (word == "--")
                return index + 1;
            index += WordsWithValue.Contains(word) || EndsInOptionWithValue(word) ? 2 : 1;
        }
        return index;
    }

    // The first letter that takes a value takes the rest of the word, or the next word when nothing is left.
    private bool EndsInOptionWithValue(string word) =>
        !word.StartsWith("--", StringComparison.Ordinal)
        && word.AsSpan(1).IndexOfAny(ShortWithValue) is var at and >= 0
        && at == word.Length - 2;
}
