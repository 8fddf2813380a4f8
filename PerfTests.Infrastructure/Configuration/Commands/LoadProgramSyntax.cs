namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>
/// How a load generator reads its options: the way of getopt, so that <c>-Rt 10</c>, <c>-t10</c> and <c>--time=10</c> say the same.
/// </summary>
/// <param name="Name">Name of the program.</param>
/// <param name="ShortWithValue">Letters of the options that take a value.</param>
/// <param name="DurationOptions">Options that say how many seconds the load lasts.</param>
internal sealed record LoadProgramSyntax(string Name, string ShortWithValue, IReadOnlyList<string> DurationOptions)
{
    public static IReadOnlyList<LoadProgramSyntax> All { get; } =
    [
        new("iperf3", "pfictnklPwBMSLOFATCIXb", ["-t", "--time"])
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
                ["-n"] = "ends the load by its size, and a load here lasts a time",
                ["--bytes"] = "ends the load by its size, and a load here lasts a time",
                ["-k"] = "ends the load by its size, and a load here lasts a time",
                ["--blockcount"] = "ends the load by its size, and a load here lasts a time",
            },
        },
        new("netperf", "AabBDfFHiIkKlLnOoPpstTvWwyYZ", ["-l"]),
        new("ping", "TFceIilmMpQsStWwN", ["-w"]),
    ];

    /// <summary>Long options whose value may be the next word.</summary>
    public IReadOnlyList<string> LongWithValue { get; init; } = [];

    /// <summary>Options with which no load can be measured, and what they do.</summary>
    public IReadOnlyDictionary<string, string> Refused { get; init; } = new Dictionary<string, string>();

    public static LoadProgramSyntax? Find(string program) => All.FirstOrDefault(syntax => syntax.Name == program);

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
                yield return sign < 0 ? new(word, takesNext ? next : null) : new(word[..sign], word[(sign + 1)..]);
                index += takesNext ? 1 : 0;
                continue;
            }
            for (var at = 1; word is ['-', ..] && at < word.Length; at++)
            {
                var name = $"-{word[at]}";
                if (!ShortWithValue.Contains(word[at], StringComparison.Ordinal))
                {
                    yield return new(name, null);
                    continue;
                }
                var isLast = at == word.Length - 1;
                yield return new(name, isLast ? next : word[(at + 1)..]);
                index += isLast ? 1 : 0;
                break;
            }
        }
    }
}
