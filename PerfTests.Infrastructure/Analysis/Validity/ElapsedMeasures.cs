using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Results.Runs;

namespace PerfTests.Infrastructure.Analysis.Validity;

/// <summary>Whether a host's clock ran all the time, in the terms of the validity rules. Pure.</summary>
internal static class ElapsedMeasures
{
    /// <param name="span">Null where the host did not tell its time since boot.</param>
    public static ValidityMeasure Of(string role, string hostId, ElapsedSpan? span) =>
        new()
        {
            Rule = ValidityRule.ElapsedDifference.Name,
            Value = span?.DifferenceSeconds,
            Role = role,
            Host = hostId,
            Detail = span is { DifferenceSeconds: > 0 } ? Told(span) : null,
            NotApplicable = span is null ? "the host did not report its uptime" : null,
        };

    private static string Told(ElapsedSpan span) =>
        span.HostSeconds < span.AtLeastSeconds
            ? $"{span.HostSeconds:0.00} s passed there, at least {span.AtLeastSeconds:0.00} s here: the machine stood still"
            : $"{span.HostSeconds:0.00} s passed there, at most {span.AtMostSeconds:0.00} s here: this machine stood still, or that "
                + $"clock runs fast";
}
