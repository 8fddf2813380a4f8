using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Workloads.Netperf;

/// <summary>Completes the output options of a netperf command.</summary>
internal static class NetperfOptions
{
    /// <summary>
    /// The command with every selector that its test must report: appended to the list of the last <c>-o</c> or <c>-k</c>, which is the one
    /// that netperf obeys, or as a new <c>-- -o</c>. Banners are switched on again for CSV, since <c>-P 0</c> takes its header away.
    /// </summary>
    public static CommandTemplate Complete(CommandTemplate template)
    {
        var command = LoadCommand.Parse(template);
        if (command.Program != "netperf")
            return template;
        var arguments = command.Arguments;
        var separator = IndexOf(arguments, "--");
        var needed = IsStream(command, separator)
            ? [.. NetperfSelector.ForThroughput, .. NetperfSelector.ForLosses]
            : NetperfSelector.ForLatency;
        var list = string.Join(',', needed.Select(selector => selector.Option));
        if (separator == arguments.Count)
            return WithHeader(command.Append($"-- -o {list}"));
        return LastOutputOption(arguments, separator) switch
        {
            ({ Value: "-o" }, { } selectors) => WithHeader(CompleteList(command, selectors, needed)),
            ({ Value: "-k" }, { } selectors) => CompleteList(command, selectors, needed),
            _ => WithHeader(command.Append($"-o {list}")),
        };
    }

    private static CommandTemplate CompleteList(LoadCommand command, CommandWord selectors, IReadOnlyList<NetperfSelector> needed)
    {
        var names = selectors.Value.Split(',', ';').Select(name => name.ToLowerInvariant()).ToList();
        var missing = needed.Select(selector => selector.Option).Except(names).ToList();
        // A variable would lose its own quoting, a path names a file with selectors, and 'all' has everything.
        var closed = names.Contains("all") || selectors.Value.AsSpan().ContainsAny("{/.?");
        return missing.Count == 0 || closed
            ? command.Template
            : command.ReplaceWord(selectors, ShellWord.Quote($"{selectors.Value},{string.Join(',', missing)}"));
    }

    private static CommandTemplate WithHeader(CommandTemplate template)
    {
        var command = LoadCommand.Parse(template);
        var separator = IndexOf(command.Arguments, "--");
        var globalOptions = command.Arguments.Take(separator).ToList();
        var quiet = globalOptions.FindLastIndex(word => word.Value is "-P" or "-P0");
        var banners = quiet < 0 || (globalOptions[quiet].Value == "-P" && globalOptions.ElementAtOrDefault(quiet + 1).Value != "0");
        return banners ? template : command.InsertBefore(command.Arguments[separator], "-P 1");
    }

    /// <summary>netperf runs TCP_STREAM when no test is named.</summary>
    private static bool IsStream(LoadCommand command, int separator)
    {
        var test = command.Options.LastOrDefault(option => option.Name == "-t")?.Value ?? "TCP_STREAM";
        if (test.Equals("omni", StringComparison.OrdinalIgnoreCase))
            return OmniDirection(command.Arguments, separator) is not ("rr" or "crr");
        return test.EndsWith("_STREAM", StringComparison.OrdinalIgnoreCase)
            || test.EndsWith("_MAERTS", StringComparison.OrdinalIgnoreCase)
            || test.EndsWith("_SENDFILE", StringComparison.OrdinalIgnoreCase);
    }

    // An omni test sends unless its own -d says otherwise.
    private static string OmniDirection(IReadOnlyList<CommandWord> arguments, int separator)
    {
        var options = arguments.Skip(separator + 1).Select(word => word.Value).ToList();
        var at = options.FindLastIndex(word => word.StartsWith("-d", StringComparison.Ordinal));
        return (
            at < 0 ? "send"
            : options[at].Length > 2 ? options[at][2..]
            : options.ElementAtOrDefault(at + 1) ?? ""
        ).ToLowerInvariant();
    }

    private static (CommandWord Option, CommandWord? Selectors) LastOutputOption(IReadOnlyList<CommandWord> arguments, int separator)
    {
        for (var index = arguments.Count - 1; index > separator; index--)
        {
            if (arguments[index].Value is not ("-o" or "-k" or "-O"))
                continue;
            var hasList = index + 1 < arguments.Count && !arguments[index + 1].Value.StartsWith('-');
            return (arguments[index], hasList ? arguments[index + 1] : null);
        }
        return default;
    }

    private static int IndexOf(IReadOnlyList<CommandWord> arguments, string value)
    {
        var index = 0;
        while (index < arguments.Count && arguments[index].Value != value)
            index++;
        return index;
    }
}
