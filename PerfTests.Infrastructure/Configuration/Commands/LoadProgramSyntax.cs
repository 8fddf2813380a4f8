namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>
/// How a load generator reads its options: the way of getopt, so that <c>-Rt 10</c>, <c>-t10</c> and <c>--time=10</c> say the same.
/// </summary>
/// <param name="Name">Name of the program.</param>
/// <param name="ShortWithValue">Letters of the options that take a value.</param>
/// <param name="DurationOptions">Options that say how many seconds the load lasts.</param>
/// <param name="AmountOptions">Options that say how much the load moves before it ends.</param>
internal sealed record LoadProgramSyntax(
    string Name,
    string ShortWithValue,
    IReadOnlyList<string> DurationOptions,
    IReadOnlyList<string> AmountOptions
)
{
    public static IReadOnlyList<LoadProgramSyntax> All { get; } =
    [
        new("iperf3", "pfictnklPwBMSLOFATCIXb", ["-t", "--time"], ["-n", "--bytes", "-k", "--blockcount"])
        {
            LongWithValue =
            [
                "--port",
                "--format",
                "--interval",
                "--client",
                "--time",
                "--bytes",
                "--blockcount",
                "--length",
                "--parallel",
                "--window",
                "--bind",
                "--bind-dev",
                "--cport",
                "--set-mss",
                "--tos",
                "--dscp",
                "--flowlabel",
                "--omit",
                "--file",
                "--affinity",
                "--title",
                "--extra-data",
                "--congestion",
                "--linux-congestion",
                "--nstreams",
                "--xbind",
                "--pidfile",
                "--logfile",
                "--username",
                "--rsa-public-key-path",
                "--connect-timeout",
                "--idle-timeout",
                "--rcv-timeout",
                "--snd-timeout",
                "--bitrate",
                "--bandwidth",
                "--pacing-timer",
                "--fq-rate",
            ],
            Refused = new Dictionary<string, string>
            {
                ["-s"] = "makes a server of it",
                ["--server"] = "makes a server of it",
                ["-D"] = "sends it to the background",
                ["--daemon"] = "sends it to the background",
                ["--logfile"] = "sends its report to a file, so that nothing is left to read",
                ["-d"] = "mixes debugging lines into its report",
                ["--debug"] = "mixes debugging lines into its report",
            },
        },
        new("netperf", "AabBDfFHiIkKlLnOoPpstTvWwyYZ", ["-l"], ["-l"]) { AmountSign = "-" },
        new("ping", "TFceIilmMpQsStWwN", ["-w"], ["-c"]) { TakesBothEnds = true },
    ];

    /// <summary>Long options whose value may be the next word.</summary>
    public IReadOnlyList<string> LongWithValue { get; init; } = [];

    /// <summary>What stands before an amount and tells it from seconds; empty where the options differ.</summary>
    public string AmountSign { get; init; } = "";

    /// <summary>Whether a command may give a time and an amount, of which the first ends the load.</summary>
    public bool TakesBothEnds { get; init; }

    /// <summary>Options with which no load can be measured, and what they do.</summary>
    public IReadOnlyDictionary<string, string> Refused { get; init; } = new Dictionary<string, string>();

    public static LoadProgramSyntax? Find(string program) => All.FirstOrDefault(syntax => syntax.Name == program);

    /// <summary>Whether an option says how much the load moves before it ends.</summary>
    public bool IsAmount(CommandOption option) =>
        AmountOptions.Contains(option.Name) && option.Value?.StartsWith(AmountSign, StringComparison.Ordinal) == true;

    /// <summary>The program's options up to a word that ends them, <c>--</c>.</summary>
    public IEnumerable<CommandOption> Options(IReadOnlyList<CommandWord> arguments)
    {
        for (var index = 0; index < arguments.Count && arguments[index].Value != "--"; index++)
        {
            var word = arguments[index].Value;
            var next = index + 1 < arguments.Count ? arguments[index + 1].Value : null;
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                var sign = word.IndexOf('=', StringComparison.Ordinal);
                var takesNext = sign < 0 && LongWithValue.Contains(word);
                var option = sign < 0 ? new CommandOption(word, takesNext ? next : null) : new(word[..sign], word[(sign + 1)..]);
                yield return At(option, takesNext);
                index += takesNext ? 1 : 0;
                continue;
            }
            for (var at = 1; word is ['-', ..] && at < word.Length; at++)
            {
                var name = $"-{word[at]}";
                if (!ShortWithValue.Contains(word[at], StringComparison.Ordinal))
                {
                    yield return At(new(name, null), takesNext: false);
                    continue;
                }
                var isLast = at == word.Length - 1;
                yield return At(new(name, isLast ? next : word[(at + 1)..]), isLast) with
                {
                    Before = at > 1 ? word[..at] : "",
                };
                index += isLast ? 1 : 0;
                break;
            }

            CommandOption At(CommandOption option, bool takesNext) =>
                option with
                {
                    Start = arguments[index].Start,
                    End = arguments[takesNext && index + 1 < arguments.Count ? index + 1 : index].End,
                };
        }
    }
}
