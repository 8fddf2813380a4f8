namespace PerfTests.Infrastructure.Configuration;

/// <summary>The side of an environment that runs the tool.</summary>
public enum ToolPlacement
{
    Server,
    Client,
}
