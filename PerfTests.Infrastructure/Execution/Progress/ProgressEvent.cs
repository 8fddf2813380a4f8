using System.Text.Json;
using PerfTests.Infrastructure.Results.Cases;

namespace PerfTests.Infrastructure.Execution.Progress;

/// <summary>Something that whoever waits for a session wants to know.</summary>
/// <param name="Text">Words for people; the name of the case for <see cref="ProgressKind.CaseBegan"/>.</param>
public sealed record ProgressEvent(ProgressKind Kind, string Text)
{
    /// <summary>Place of the case among the selected ones, from 1; 0 for what belongs to no case.</summary>
    public int Number { get; init; }

    /// <summary>How many cases are selected.</summary>
    public int Of { get; init; }

    /// <summary>Estimated time until the last case ends; null where there is nothing to estimate.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>Of a case that was judged.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>
    /// Of a session that ended before its report: 2 for a mistake in the configuration, 3 when something stood in the way.
    /// </summary>
    public int? ExitCode { get; init; }

    /// <summary>Of the report: what came out, for programs.</summary>
    public JsonElement? Document { get; init; }
}
