using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>iperf3, TCP and UDP, any direction and number of streams.</summary>
internal sealed class Iperf3Program : ILoadProgram
{
    public string Program => "iperf3";

    public string OutputExtension => "json";

    public bool ReportsCpu => true;

    /// <summary>Adds <c>-J</c> behind the last argument, in front of a pipe or redirection.</summary>
    /// <remarks>A report that comes in parts (<c>--json-stream</c>) is read as it is.</remarks>
    public CommandTemplate Prepare(CommandTemplate clientCommand)
    {
        var command = LoadCommand.Parse(clientCommand);
        return
            command.Program != Program
            || command.Options.Any(option =>
                option.Name is "-J" or "--json" || option.Name.StartsWith("--json-stream", StringComparison.Ordinal)
            )
            ? clientCommand
            : command.Append("-J");
    }

    public LoadResult Parse(int exitCode, string standardOutput, string standardError, double? plannedSeconds, int? plannedAmount = null)
    {
        if (exitCode != 0)
        {
            var cause =
                Iperf3Document.FindError(standardOutput) ?? LoadOutput.FirstLine(standardError) ?? LoadOutput.FirstLine(standardOutput);
            throw LoadOutput.ExitFailure(Program, exitCode, cause);
        }
        if (string.IsNullOrWhiteSpace(standardOutput))
            throw new LoadFailedException($"iperf3 wrote no output; on standard error: {LoadOutput.FirstLine(standardError) ?? "nothing"}");
        return Iperf3Reader.Read(Iperf3Document.Parse(standardOutput), plannedSeconds);
    }
}
