namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>The side or sides of an environment that run the tool.</summary>
public enum ToolPlacement
{
    Server,
    Client,

    /// <summary>Both at the same time, each an instance of its own.</summary>
    Both,
}
