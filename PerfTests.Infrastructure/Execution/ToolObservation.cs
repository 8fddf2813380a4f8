using PerfTests.Infrastructure.Results;
using PerfTests.Infrastructure.Tools;

namespace PerfTests.Infrastructure.Execution;

/// <summary>What was seen of a tool in one run.</summary>
internal sealed record ToolObservation
{
    /// <summary>Role of the host that ran it: <c>server</c>, <c>client</c> or <c>tool_host</c>.</summary>
    public string Role { get; init; } = "server";

    /// <summary>Whether the process was alive when the load had ended.</summary>
    public required bool AliveAfterLoad { get; init; }

    /// <summary>The tool's programs right before the load.</summary>
    public required IReadOnlyList<BpfProgram> Before { get; init; }

    /// <summary>The tool's programs right after the load.</summary>
    public required IReadOnlyList<BpfProgram> After { get; init; }

    /// <summary>Ids of programs that were still loaded after the tool was gone.</summary>
    public IReadOnlyList<int> LeftPrograms { get; init; } = [];

    /// <summary>Whether programs may come while the load runs: where the configuration says what makes the tool ready, it was ready before.</summary>
    public bool MayGrow { get; init; }

    /// <summary>Why the tool was not there as it should have been; null when it was.</summary>
    public string? Problem =>
        !AliveAfterLoad ? "the tool died while the load ran"
        : Before.Where(program => After.All(other => other.Id != program.Id)).ToList() is { Count: > 0 } lost
            ? $"{lost.Count} of the tool's {Before.Count} BPF programs were gone when the load ended"
        : !MayGrow && After.Count > Before.Count
            ? $"{After.Count - Before.Count} of the tool's {After.Count} BPF programs were loaded only while the load ran; say in ebpf-tools-spec.yaml when the tool is ready: expected_programs, or ready.line"
        : LeftPrograms.Count > 0 ? Left
        : null;

    /// <summary>What the tool left behind, in words.</summary>
    public string Left => $"BPF programs {string.Join(", ", LeftPrograms)} stayed loaded after the tool had ended; unload them before the next run";

    /// <summary>The tool's programs with what they did during the load.</summary>
    public IReadOnlyList<ExposedProgram> Exposed =>
    [
        .. After.Select(program =>
        {
            var before = Before.FirstOrDefault(other => other.Id == program.Id);
            return new ExposedProgram(
                program.Id, before?.Name ?? program.Name, program.Type,
                program.RunCount - (before?.RunCount ?? 0), program.RunTimeNanoseconds - (before?.RunTimeNanoseconds ?? 0)) { Role = Role };
        }),
    ];
}
