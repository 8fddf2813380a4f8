using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>What was seen of a tool in one run, as <c>tool_data.json</c> keeps it.</summary>
public sealed record ToolData
{
    public required bool AliveAfterLoad { get; init; }

    /// <summary>The tool's programs with what they did during the load; counted in exposure runs only.</summary>
    public required IReadOnlyList<ExposedProgram> Programs { get; init; }

    public required int ExitCode { get; init; }

    /// <summary>From the start until the tool was ready, in seconds.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>When the tool was ready, on the controller's clock.</summary>
    public required DateTimeOffset ReadyTime { get; init; }

    /// <summary>When the first signal to stop was sent, on the controller's clock.</summary>
    public required DateTimeOffset StopTime { get; init; }

    /// <summary>From the first signal until the tool's programs were gone, in seconds.</summary>
    public required double StopSeconds { get; init; }

    /// <summary>Ids of programs that were still loaded after the tool was gone.</summary>
    public required IReadOnlyList<int> LeftPrograms { get; init; }

    /// <summary>Whether the tool printed more than is kept.</summary>
    public required bool OutputIsCut { get; init; }

    /// <summary>Events that the tool said it lost.</summary>
    public required long LostEvents { get; init; }

    /// <summary>Lines in which it said that a program could not be attached.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Other lines in which it warned of something, those of full maps first.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>The figure that <c>exposure.output</c> asks for; null when it asks for none.</summary>
    public double? OutputFigure { get; init; }
}
