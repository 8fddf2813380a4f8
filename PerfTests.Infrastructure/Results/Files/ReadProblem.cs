namespace PerfTests.Infrastructure.Results.Files;

/// <summary>A file of a result tree that could not be used.</summary>
/// <param name="Path">Path relative to <c>result/</c>.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Remedy">What to do about it; null when the message says it.</param>
public sealed record ReadProblem(string Path, string Message, string? Remedy = null)
{
    public override string ToString() => Remedy is null ? $"{Path}: {Message}" : $"{Path}: {Message}; {Remedy}";
}
