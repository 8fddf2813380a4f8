namespace PerfTests.Infrastructure.Configuration.Hooks;

/// <summary>The content of <c>hooks.yaml</c>, each list in the order of the file.</summary>
public sealed record HooksConfig
{
    public IReadOnlyList<HookSpec> Init { get; init; } = [];

    public IReadOnlyList<HookSpec> Post { get; init; } = [];

    public IReadOnlyList<HookSpec> Custom { get; init; } = [];
}
