using PerfTests.Infrastructure.Monitoring.Counters;

namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>A running process of a fault's machine.</summary>
/// <param name="Name">Of its program, as the kernel keeps it.</param>
/// <param name="Parent">Id of its parent.</param>
/// <param name="Command">Its command line, with blanks between the words.</param>
internal sealed record MachineProcess(int Id, string Name, int Parent, string Command)
{
    /// <summary>The server of a lab host, which an abandoned lab keeps until the next session removes it.</summary>
    public bool IsListener =>
        Command.Contains("sshd", StringComparison.Ordinal) && Command.Contains("[listener]", StringComparison.Ordinal);

    /// <summary>The server's process of one connection.</summary>
    public bool IsConnection => Command.StartsWith("sshd", StringComparison.Ordinal) && !IsListener;

    public bool IsLoadClient => Name == "iperf3" && Command.Contains(" -c ", StringComparison.Ordinal);

    public bool IsLoadServer => Name == "iperf3" && Command.Contains(" -s ", StringComparison.Ordinal);

    public bool IsTool =>
        Name.StartsWith("python3", StringComparison.Ordinal) && Command.Contains("fault_tool.py", StringComparison.Ordinal);

    public static MachineProcess? Read(int id)
    {
        try
        {
            return ProcessStat.Here(id) is { HasEnded: false } stat
                ? new MachineProcess(id, stat.Name, stat.ParentId, File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ').Trim())
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public override string ToString() => $"{Id} {(Command.Length > 120 ? Command[..120] : Command.Length > 0 ? Command : Name)}";
}
