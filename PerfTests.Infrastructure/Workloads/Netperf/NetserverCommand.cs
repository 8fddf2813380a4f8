using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Workloads.Netperf;

/// <summary>Whether a server's CPU can be read from its process.</summary>
internal static class NetserverCommand
{
    /// <summary>
    /// netserver serves each test in a child that nobody waits for, so the CPU of a test is lost when it ends; with <c>-f</c> it serves
    /// in its own process, one test after the other, which is enough where each stream has a port of its own.
    /// </summary>
    public static bool LosesCpu(CommandTemplate serverCommand)
    {
        var command = LoadCommand.Parse(serverCommand);
        return command.Program == "netserver" && command.Arguments.All(word => word.Value != "-f");
    }
}
