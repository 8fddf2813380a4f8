using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Infrastructure.Configuration.Hooks;

/// <summary>One hook of <c>hooks.yaml</c>: a shell command, where and when it runs.</summary>
public sealed record HookSpec
{
    /// <summary>Letters, digits, '_' and '-': a part of file names. No two hooks have the same.</summary>
    public required string Name { get; init; }

    public required HookKind Kind { get; init; }

    public required HookLevel Level { get; init; }

    /// <summary><c>server</c>, <c>client</c>, <c>tool_host</c>, <c>all</c>, <c>controller</c>, or an id of <c>ssh-hosts.yaml</c>.</summary>
    public required string On { get; init; }

    public required CommandTemplate Command { get; init; }

    public bool AsRoot { get; init; }

    /// <summary>Longest time for a hook before or after its level, in seconds; it is ended then, and has failed.</summary>
    public double TimeoutSeconds { get; init; } = 30;

    /// <summary>For a hook beside its level: time between the polite signal at its end and the next harder one, in seconds.</summary>
    public double StopGraceSeconds { get; init; } = 3;

    /// <summary>
    /// Whether nothing below the level may be measured, or count, when the hook fails. Never set for a hook after its level.
    /// </summary>
    public bool IsFatal { get; init; }

    /// <summary>Cases that the hook is for.</summary>
    public CaseRule Cases { get; init; } = new();

    /// <summary>Arm that the hook is for: <c>baseline</c>, <c>ebpf</c>, or null for both.</summary>
    public string? Arm { get; init; }
}
