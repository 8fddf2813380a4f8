using System.Globalization;

namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>Finds how long a load lasts in a client command that states it as a number.</summary>
internal static class ClientDuration
{
    /// <summary>Seconds given to iperf3's -t, netperf's -l or ping's -w; null when the command states none.</summary>
    public static int? Stated(string command)
    {
        var load = LoadCommand.Parse(new CommandTemplate(command));
        if (LoadProgramSyntax.Find(load.Program) is not { } syntax)
            return null;
        // Of an option given twice the last one counts.
        return
            load.Options.LastOrDefault(option => syntax.DurationOptions.Contains(option.Name))?.Value is { } stated
            && int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0
            ? seconds
            : null;
    }
}
