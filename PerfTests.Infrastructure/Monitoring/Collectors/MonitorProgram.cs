namespace PerfTests.Infrastructure.Monitoring.Collectors;

/// <summary>A program that samples a host.</summary>
/// <param name="Name">The program, as the host's PATH finds it.</param>
/// <param name="Package">The package that brings it on Debian, Ubuntu and Fedora.</param>
/// <param name="Samples">What is not sampled without it.</param>
internal sealed record MonitorProgram(string Name, string Package, string Samples)
{
    /// <summary>What to do on a host that lacks it.</summary>
    public string Remedy => $"install the package {Package} there, or switch it off in monitoring-config.yaml";
}
