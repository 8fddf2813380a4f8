using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>The part of iperf3's JSON report that is read; every field can be absent, because a failed run leaves fields out.</summary>
internal sealed record Iperf3Document
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public Iperf3Start? Start { get; init; }

    public IReadOnlyList<Iperf3Interval?>? Intervals { get; init; }

    public Iperf3End? End { get; init; }

    /// <summary>What went wrong. iperf3 reports it here with exit code 0, sometimes beside results of a part of the run.</summary>
    public string? Error { get; init; }

    /// <summary>The report, behind lines of warnings if there are any.</summary>
    /// <exception cref="LoadFailedException">There is no whole JSON document.</exception>
    public static Iperf3Document Parse(string output)
    {
        var start = output.StartsWith('{') ? 0 : output.IndexOf("\n{", StringComparison.Ordinal) + 1;
        if (output[start..] is not ['{', ..])
            throw new LoadFailedException($"iperf3 wrote text in place of JSON: '{LoadOutput.FirstLine(output)}'");
        try
        {
            // Through bytes, so that lone surrogates of binary garbage become U+FFFD and not an ArgumentException.
            return JsonSerializer.Deserialize<Iperf3Document>(Encoding.UTF8.GetBytes(output[start..]), Format)
                ?? throw new LoadFailedException("iperf3's report is empty");
        }
        catch (JsonException exception)
        {
            throw new LoadFailedException(
                $"iperf3's report is cut off or is not the JSON that is known, line {exception.LineNumber + 1}: "
                + LoadOutput.Shorten(exception.Message),
                exception);
        }
    }

    /// <summary>The error that a report names, if the text is a report at all.</summary>
    public static string? FindError(string output)
    {
        try
        {
            return Parse(output).Error is { } error ? LoadOutput.Shorten(error) : null;
        }
        catch (LoadFailedException)
        {
            return null;
        }
    }
}

internal sealed record Iperf3Start
{
    public Iperf3TestStart? TestStart { get; init; }

    /// <summary>Present in the report of a server only.</summary>
    public JsonElement? AcceptedConnection { get; init; }
}

internal sealed record Iperf3TestStart
{
    public double? NumStreams { get; init; }

    /// <summary><c>UDP</c>, <c>TCP</c> or <c>SCTP</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>Planned rate of each stream, in bit/s; 0 for no limit, absent before iperf3 3.8.</summary>
    public double? TargetBitrate { get; init; }

    /// <summary>Bytes of one write, which is the smallest amount that an interval can count.</summary>
    [JsonPropertyName("blksize")]
    public double? BlockSize { get; init; }
}
