namespace PerfTests.Infrastructure.Results.Runs;

/// <summary>The commands of a run, exactly as the hosts' shells got them (<c>commands</c> of <c>metadata.json</c>).</summary>
public sealed record RunCommands(string? ServerCmd, IReadOnlyList<string> ClientCmd, string? EbpfCmd);
