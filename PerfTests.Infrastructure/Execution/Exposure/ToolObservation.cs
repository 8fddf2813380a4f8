using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Results.Exposure;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Execution.Exposure;

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

    /// <summary>
    /// Whether programs may come while the load runs: where the configuration says what makes the tool ready, it was ready before.
    /// </summary>
    public bool MayGrow { get; init; }

    /// <summary>What must be true of the tool for the run to count.</summary>
    public ToolExposure Exposure { get; init; } = new();

    /// <summary>Fewest programs that it must hold.</summary>
    public int ExpectedPrograms { get; init; } = 1;

    /// <summary>What it printed, as far as that proves or disproves it; null while it runs.</summary>
    public ToolPrinted? Printed { get; init; }

    /// <summary>Time between the two looks at the programs, in seconds.</summary>
    public double WatchedSeconds { get; init; }

    /// <summary>By id: runs per second without load, the smaller of before and after it; empty where nobody counts.</summary>
    public IReadOnlyDictionary<int, double> IdleRunsPerSecond { get; init; } = new Dictionary<int, double>();

    /// <summary>By id: the larger of the two rates.</summary>
    public IReadOnlyDictionary<int, double> MostIdleRunsPerSecond { get; init; } = new Dictionary<int, double>();

    /// <summary>What counting costs on its host; null where nobody counts, and where that could not be calibrated.</summary>
    public CountingCost? Counting { get; init; }

    /// <summary>By id: whether the program was attached right before the load, where the kernel tells.</summary>
    public IReadOnlyDictionary<int, bool> AttachedBefore { get; init; } = new Dictionary<int, bool>();

    /// <summary>By id: whether the program was attached when the load had ended, where the kernel tells.</summary>
    public IReadOnlyDictionary<int, bool> Attached { get; init; } = new Dictionary<int, bool>();

    /// <summary>Which programs are bound to which interfaces, where the kernel tells.</summary>
    public IReadOnlyList<BpfBinding> Bindings { get; init; } = [];

    /// <summary>Whether it should have a process and none was found, so that nobody knows its CPU.</summary>
    public bool LacksProcess { get; init; }

    /// <summary>Processes that a loader had left at work and that ended while the load ran.</summary>
    public int EndedProcesses { get; init; }

    /// <summary>Loads that it served since its start: so many times what one load may lose.</summary>
    public int Loads { get; init; } = 1;

    /// <summary>By name: what the interfaces of its host carried for the load; empty where nobody counts.</summary>
    public IReadOnlyDictionary<string, InterfaceTraffic> Interfaces { get; init; } = new Dictionary<string, InterfaceTraffic>();

    /// <summary>Why the tool was not there as it should have been; null when it was.</summary>
    public string? Problem =>
        !AliveAfterLoad ? "the tool died while the load ran"
        : EndedProcesses > 0
            ? $"{EndedProcesses} {(EndedProcesses == 1 ? "process" : "processes")} that the tool's start had left at work ended while the "
                + "load ran"
        : Before.Where(program => After.All(other => other.Id != program.Id)).ToList() is { Count: > 0 } lost
            ? $"{lost.Count} of the tool's {Before.Count} BPF programs were gone when the load "
                + $"ended{(After.Count >= Before.Count ? ": it loaded others, as after a restart" : "")}"
        : !MayGrow && After.Count > Before.Count
            ? $"{After.Count - Before.Count} of the tool's {After.Count} BPF programs were loaded only while the load ran; say in "
                + $"ebpf-tools-spec.yaml when the tool is ready: expected_programs, or ready.line"
        : Changed(from: false) is > 0 and var late
            ? $"{late} of the tool's {After.Count} BPF programs were attached only while the load ran; let it print its ready.line when "
                + $"they are attached, or raise ready.timeout"
        : Changed(from: true) is > 0 and var detached
            ? $"{detached} of the tool's {After.Count} BPF programs were attached when the load began and no longer when it ended"
        : Exposure.ExactPrograms is { } exactly && After.Count != exactly
            ? $"the tool held {After.Count} BPF programs, exactly {exactly} expected"
        : PrintedChecks.Of(this, ExposureMoment.Start).FirstOrDefault(check => !check.Passed)?.Text
            ?? (LeftPrograms.Count > 0 ? Left : null);

    /// <summary>What the tool left behind, in words.</summary>
    public string Left =>
        $"BPF programs {BpfInventory.Listed(LeftPrograms)} stayed loaded after the tool had ended, and none went for the length of "
        + $"stop_grace; "
        + "unload them before the next run, or raise stop_grace if they go later";

    private int Changed(bool from) =>
        AttachedBefore.Count(program => program.Value == from && Attached.TryGetValue(program.Key, out var after) && after != from);

    /// <summary>The tool's programs with what they did during the load.</summary>
    public IReadOnlyList<ExposedProgram> Exposed =>
        [
            .. After.Select(program =>
            {
                var before = Before.FirstOrDefault(other => other.Id == program.Id);
                var runs = program.RunCount - (before?.RunCount ?? 0);
                double? idle = IdleRunsPerSecond.TryGetValue(program.Id, out var rate) ? rate : null;
                return new ExposedProgram(
                    program.Id,
                    before?.Name ?? program.Name,
                    program.Type,
                    runs,
                    program.RunTimeNanoseconds - (before?.RunTimeNanoseconds ?? 0)
                )
                {
                    Role = Role,
                    IdleRunsPerSecond = idle,
                    LoadRuns =
                        idle is null ? null
                        : BpfProgramTypes.IsTimed(program.Type) ? 0
                        : BpfProgramTypes.SeesWholeKernel(program.Type) ? runs
                        : Math.Max(0, runs - (rate * WatchedSeconds)),
                    LeastIdleRuns = idle * WatchedSeconds,
                    MostIdleRuns = MostIdleRunsPerSecond.TryGetValue(program.Id, out var most) ? most * WatchedSeconds : null,
                    Counting = Counting,
                    Attached = Attached.TryGetValue(program.Id, out var attached) ? attached : null,
                    Tag = before?.Tag ?? program.Tag,
                    MayIdle = (before?.Name ?? program.Name) is { } name && Exposure.MayIdle(name),
                    Bound = Bindings
                        .Where(binding => binding.ProgramId == program.Id && Interfaces.ContainsKey(binding.Interface))
                        .Select(binding => Interfaces[binding.Interface].SeenBy(binding.Interface, binding.Receives))
                        .ToArray(),
                };
            }),
        ];
}
