using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PerfTests.Infrastructure.Workloads.Iperf3;

/// <summary>The part of iperf3's JSON report that is read; every field can be absent, because a failed run leaves fields out.</summary>
internal sealed record Iperf3Document
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public Iperf3Start? Start { get; init; }

    public IReadOnlyList<Iperf3Interval?>? Intervals { get; init; }

    public Iperf3End? End { get; init; }

    /// <summary>What went wrong. iperf3 reports it here with exit code 0, sometimes beside results of a part of the run.</summary>
    public string? Error { get; init; }

    /// <summary>Lines around the report that say nothing of a failure.</summary>
    public string? Remark { get; init; }

    /// <summary>The report, between lines of warnings if there are any; one that came in parts is put together.</summary>
    /// <exception cref="LoadFailedException">There is no whole JSON document, more than one, or a line beside it tells of a
    /// failure.</exception>
    public static Iperf3Document Parse(string output)
    {
        var start = output.StartsWith('{') ? 0 : output.IndexOf("\n{", StringComparison.Ordinal) + 1;
        if (output[start..] is not ['{', ..])
            throw new LoadFailedException($"iperf3 wrote text in place of JSON: '{LoadOutput.FirstLine(output)}'");
        var json = Iperf3Text.ToJson(output[start..]);
        try
        {
            var (documents, end) = Read(json);
            var (before, after) = (output[..start], Encoding.UTF8.GetString(json.AsSpan(end)));
            if ((Iperf3Text.Failure(before) ?? Iperf3Text.Failure(after)) is { } failure)
                throw new LoadFailedException(failure);
            return Combine(documents) with { Remark = LoadOutput.FirstLine(before) ?? LoadOutput.FirstLine(after) };
        }
        catch (JsonException exception)
        {
            throw new LoadFailedException(
                $"iperf3's report is cut off or is not the JSON that is known, line {exception.LineNumber + 1}: "
                    + LoadOutput.Quote(exception.Message),
                exception
            );
        }
    }

    /// <summary>Reads documents that follow one another, up to text that begins none.</summary>
    private static (List<JsonElement> Documents, int End) Read(ReadOnlySpan<byte> json)
    {
        var documents = new List<JsonElement>();
        var end = 0;
        while (true)
        {
            var next = end;
            while (next < json.Length && json[next] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                next++;
            if (next == json.Length || (documents.Count > 0 && !IsJson(json[next])))
                return (documents, end);
            var reader = new Utf8JsonReader(json[next..]);
            documents.Add(JsonElement.ParseValue(ref reader));
            end = next + (int)reader.BytesConsumed;
        }
    }

    // Behind a report only words are a remark; what looks like JSON belongs to a damaged one.
    private static bool IsJson(byte first) => !char.IsAsciiLetter((char)first);

    private static Iperf3Document Combine(List<JsonElement> documents)
    {
        // With --json-stream-full-output the whole report follows its parts.
        if (documents.Find(document => !Iperf3Stream.IsEvent(document)) is not { ValueKind: not JsonValueKind.Undefined } whole)
            return Iperf3Stream.Join(documents, Format);
        if (documents.Count(document => !Iperf3Stream.IsEvent(document)) > 1)
            throw new LoadFailedException("iperf3's output is not the JSON that is known: it holds more than one report");
        return whole.Deserialize<Iperf3Document>(Format) ?? throw new LoadFailedException("iperf3's report is empty");
    }

    /// <summary>The error that a report names, if the text is a report at all.</summary>
    public static string? FindError(string output)
    {
        try
        {
            return Parse(output).Error is { } error ? LoadOutput.FirstLine(error) : null;
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

    /// <summary>Bytes after which all streams together end (<c>-n</c>); 0 where something else ends them.</summary>
    public double? Bytes { get; init; }

    /// <summary>Writes after which all streams together end (<c>-k</c>); 0 where something else ends them.</summary>
    public double? Blocks { get; init; }

    /// <summary>What ends the load, in bytes; null or 0 where a time does.</summary>
    [JsonIgnore]
    public double? AmountBytes => Bytes > 0 ? Bytes : Blocks * BlockSize;
}
