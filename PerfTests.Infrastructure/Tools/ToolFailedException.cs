namespace PerfTests.Infrastructure.Tools;

/// <summary>A tool that was not there as it should have been: died, never attached, could not be stopped. The run proves nothing.</summary>
internal sealed class ToolFailedException(string message, ToolOutput? output = null) : Exception(message)
{
    /// <summary>What the tool had printed until then.</summary>
    public ToolOutput? Output { get; } = output;

    /// <summary>Ids of its BPF programs that are still loaded although it was ended.</summary>
    public IReadOnlyList<int> LeftPrograms { get; init; } = [];
}
