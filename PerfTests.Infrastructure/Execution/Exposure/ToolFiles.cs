using System.Text.Json;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Runs;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>The files of <c>ebpf_output/</c>, or of a subfolder for each host when several run the tool.</summary>
internal static class ToolFiles
{
    /// <summary>Keeps what a tool printed, byte for byte.</summary>
    public static async Task WriteAsync(RunFolder folder, string subfolder, ToolOutput output, CancellationToken cancellationToken)
    {
        await folder.WriteAsync($"{subfolder}/tool_stdout.log", output.StandardOutput, cancellationToken);
        await folder.WriteAsync($"{subfolder}/tool_stderr.log", output.StandardError, cancellationToken);
    }

    /// <summary>Keeps what was seen of the tool.</summary>
    /// <param name="observation">The tool once it has stopped, when all that it printed is there.</param>
    public static Task WriteDataAsync(
        RunFolder folder,
        string subfolder,
        ToolObservation observation,
        ToolStopped stopped,
        double startSeconds,
        DateTimeOffset readyTime,
        DateTimeOffset stopTime,
        CancellationToken cancellationToken
    )
    {
        var printed = observation.Printed!;
        return folder.WriteAsync(
            $"{subfolder}/tool_data.json",
            JsonSerializer.SerializeToUtf8Bytes(
                new ToolData
                {
                    AliveAfterLoad = observation.AliveAfterLoad,
                    Programs = observation.Exposed,
                    ExitCode = stopped.ExitCode,
                    StartSeconds = startSeconds,
                    ReadyTime = readyTime,
                    StopTime = stopTime,
                    StopSeconds = stopped.StopSeconds,
                    LeftPrograms = observation.LeftPrograms,
                    LostEvents = printed.LostEvents,
                    Warnings = printed.Warnings,
                    Remarks = [.. printed.Remarks.FullMaps, .. printed.Remarks.Others],
                    OutputFigure = printed.Figure,
                    OutputIsCut = stopped.Output.StandardOutput.Length >= ToolOutput.LimitBytes,
                },
                JsonFiles.CamelCase
            ),
            cancellationToken
        );
    }
}
