namespace PerfTests.Infrastructure.Results;

/// <summary>A file of a result tree that could not be used.</summary>
/// <param name="Path">Path relative to <c>result/</c>.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record ReadProblem(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
