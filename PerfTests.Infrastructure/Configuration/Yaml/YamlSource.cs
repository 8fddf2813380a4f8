using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Infrastructure.Configuration.Yaml;

/// <summary>One file that is being read, and the list that collects the mistakes of all files.</summary>
internal sealed record YamlSource(string File, ICollection<ConfigurationError> Errors)
{
    public void Report(int line, string message, string remedy) => Errors.Add(new ConfigurationError(File, line, message, remedy));
}
