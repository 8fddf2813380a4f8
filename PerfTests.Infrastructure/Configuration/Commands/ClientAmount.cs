namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>Finds how much a load moves in a client command that ends by it: transactions, bytes, blocks or echo requests.</summary>
internal static class ClientAmount
{
    public const string Variable = "amount";

    /// <summary>What iperf3's -n or -k, netperf's -l or ping's -c is given, without its sign; null when the command gives none.</summary>
    public static string? Stated(CommandTemplate command)
    {
        var load = LoadCommand.Parse(command);
        if (LoadProgramSyntax.Find(load.Program) is not { } syntax)
            return null;
        // Of an option given twice the last one counts.
        var last = load.Options.LastOrDefault(option => syntax.AmountOptions.Contains(option.Name));
        return last is not null && syntax.IsAmount(last) ? last.Value![syntax.AmountSign.Length..] : null;
    }

    /// <summary>The command with a load of the same kind that lasts <c>{duration}</c>, whatever ended it.</summary>
    public static CommandTemplate ByTime(CommandTemplate command)
    {
        var load = LoadCommand.Parse(command);
        if (LoadProgramSyntax.Find(load.Program) is not { } syntax)
            return command;
        var text = command.Text;
        var ends = load.Options.Where(option => syntax.IsAmount(option) || syntax.DurationOptions.Contains(option.Name));
        foreach (var option in ends.Reverse())
        {
            var before = option.Before.Length > 0 ? $"{option.Before} " : "";
            text = $"{text[..option.Start]}{before}{syntax.DurationOptions[0]} {{duration}}{text[option.End..]}";
        }
        return new CommandTemplate(text);
    }
}
