namespace PerfTests.Infrastructure.Configuration.Loading;

/// <summary>One mistake in a configuration file.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">Line, counted from 1; 0 when the file as a whole is meant.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record ConfigurationError(string File, int Line, string Message, string Remedy)
{
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Message}. {Remedy}" : $"{File}: {Message}. {Remedy}";
}
