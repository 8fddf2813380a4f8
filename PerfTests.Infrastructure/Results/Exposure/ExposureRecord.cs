using System.Text.Json.Serialization;

namespace PerfTests.Infrastructure.Results.Exposure;

/// <summary>Proof that a tool was there while the load ran.</summary>
public sealed record ExposureRecord
{
    /// <summary>Whether the tool's process lived to the end of every load that counts.</summary>
    public required bool Alive { get; init; }

    /// <summary>The tool's own BPF programs.</summary>
    public required IReadOnlyList<ExposedProgram> Programs { get; init; }

    /// <summary>How often the programs ran during the load of the exposure run, all together.</summary>
    public required long RunCount { get; init; }

    /// <summary>Folder of the exposure run that <see cref="Programs"/> are of, relative to <c>result/</c>.</summary>
    public required string Run { get; init; }

    /// <summary>Folder of the second exposure run, after the rounds; null when there was none.</summary>
    public string? EndRun { get; init; }

    /// <summary>Every rule that the tool was held to.</summary>
    public required IReadOnlyList<ExposureCheck> Checks { get; init; }

    /// <summary>What a reader should know of the proof although it holds.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The load of the exposure run; null when it did not run.</summary>
    public ExposedTraffic? Traffic { get; init; }

    /// <summary>The tool's programs in the second exposure run, after the rounds; null when there was none.</summary>
    public IReadOnlyList<ExposedProgram>? EndPrograms { get; init; }

    /// <summary>The load of the second exposure run.</summary>
    public ExposedTraffic? EndTraffic { get; init; }

    /// <summary>Roles of the hosts on which no process of the tool was found, as a loader may leave none.</summary>
    public IReadOnlyList<string> WithoutProcess { get; init; } = [];

    /// <summary>Whether the proof after the rounds is still to come.</summary>
    [JsonIgnore]
    public bool LacksEnd => EndPrograms is null;

    /// <summary>The proof before the rounds alone: rounds that follow need another one at their end.</summary>
    public ExposureRecord WithoutEnd() =>
        this with
        {
            EndRun = null,
            EndPrograms = null,
            EndTraffic = null,
            Checks = [.. Checks.Where(check => check.Moment == ExposureMoment.Start)],
        };
}
