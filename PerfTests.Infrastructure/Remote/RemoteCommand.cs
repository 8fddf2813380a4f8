namespace PerfTests.Infrastructure.Remote;

/// <summary>A shell command for a host.</summary>
/// <param name="Line">Command line for <c>/bin/sh</c>; every value in it has gone through
/// <see cref="Configuration.Commands.ShellWord"/>.</param>
public sealed record RemoteCommand(string Line)
{
    /// <summary>Limit of the commands whose output is a log or a measurement.</summary>
    internal const int LargeOutputBytes = 128 * 1024 * 1024;

    /// <summary>
    /// Definitions of shell functions that the line uses. A shell that runs many looks reads each text once, for it reads byte by byte: a
    /// name must mean the same in all of them.
    /// </summary>
    public string Functions { get; init; } = "";

    /// <summary>The line behind the functions that it uses.</summary>
    public string Script => Functions.Length == 0 ? Line : $"{Functions}\n{Line}";

    /// <summary>Time after which the host itself kills the command, so that it cannot outlive a lost link.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Folder in which the command starts; null is the login folder.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether the command needs root: it goes through <c>sudo -n</c> on hosts that say so.</summary>
    public bool AsRoot { get; init; }

    /// <summary>
    /// Most bytes of standard output; a command that prints more is ended and fails. Standard error is cut in its middle.
    /// </summary>
    public int OutputLimitBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Whether output beyond the limit is cut in its middle instead; the result says so.</summary>
    public bool CutsOutput { get; init; }

    /// <summary>
    /// Whether its end is the end of processes too that left its group, as a daemon does: they carry a mark in their environment. It costs
    /// a look at every process of the host.
    /// </summary>
    public bool EndsDescendants { get; init; }

    /// <summary>Whether the command reads what is sent to it; it ends at the end of that.</summary>
    public bool ReadsInput { get; init; }
}
