namespace PerfTests.Infrastructure.Results.Files;

/// <summary>What could be read of a result tree, and what could not.</summary>
public sealed record ReadResult<T>(IReadOnlyList<T> Items, IReadOnlyList<ReadProblem> Problems);
