namespace PerfTests.Infrastructure.Configuration.Hooks;

/// <summary>Words of <c>on</c> in <c>hooks.yaml</c> that are no host ids; a host with such an id cannot be named there.</summary>
internal static class HookTarget
{
    public const string Server = "server";
    public const string Client = "client";
    public const string ToolHost = "tool_host";

    /// <summary>Every host of the environment, at once.</summary>
    public const string All = "all";

    /// <summary>The machine that this program runs on.</summary>
    public const string Controller = "controller";

    public static IReadOnlyList<string> Words { get; } = [Server, Client, ToolHost, All, Controller];

    /// <summary>Whether the hosts behind the word are ends of an environment, which have interfaces.</summary>
    public static bool IsRole(string on) => on is Server or Client or ToolHost or All;
}
