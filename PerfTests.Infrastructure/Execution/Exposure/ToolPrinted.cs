using System.Text;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Tools;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>What a tool's output says of its work.</summary>
/// <param name="LostEvents">Events that it says it lost.</param>
/// <param name="Warnings">Lines that say a program could not be attached.</param>
/// <param name="Figure">The figure that <see cref="ToolExposure.Output"/> asks for; null when it asks for none.</param>
internal sealed record ToolPrinted(long LostEvents, IReadOnlyList<string> Warnings, double? Figure)
{
    /// <summary>What it warned of besides.</summary>
    public ToolRemarks Remarks { get; init; } = ToolRemarks.None;

    public static ToolPrinted Of(ToolOutput output, ToolExposure exposure)
    {
        var (standardOutput, standardError) = (
            Encoding.UTF8.GetString(output.StandardOutput),
            Encoding.UTF8.GetString(output.StandardError)
        );
        return new ToolPrinted(
            output.LostEvents,
            AttachWarnings.In(standardOutput, standardError, exposure.AllowedWarnings),
            exposure.Output is { } proof ? OutputFigure.In($"{standardOutput}\n{output.Tail}", proof) : null
        )
        {
            Remarks = ToolRemarks.In(standardError, exposure.AllowedWarnings),
        };
    }
}
