using System.Text.Json;

namespace PerfTests.Infrastructure.Lab;

/// <summary>What a lab says about itself in <c>lab.json</c>.</summary>
internal sealed record LabState
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    public string? Name { get; init; }

    public int OwnerProcessId { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>True from the moment when a named lab is up until it is taken down: it needs no owner meanwhile.</summary>
    public bool IsStanding { get; init; }

    public IReadOnlyList<LabHost> Hosts { get; init; } = [];

    /// <summary>The state in the file; an empty one when an owner was killed before it wrote any.</summary>
    public static LabState Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<LabState>(File.ReadAllText(path), Format) ?? new();
        }
        catch (Exception exception) when (exception is FileNotFoundException or JsonException)
        {
            return new();
        }
    }

    public void Write(string path) => LabFolder.WriteFile(path, JsonSerializer.Serialize(this, Format));
}
