namespace PerfTests.Infrastructure.Configuration.Loading;

/// <summary>A configuration set that cannot be used; the message lists every mistake at once.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors)
    : Exception(string.Join(System.Environment.NewLine, errors.Select(error => error.ToString())))
{
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
