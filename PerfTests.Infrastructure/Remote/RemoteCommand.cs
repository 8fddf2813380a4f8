namespace PerfTests.Infrastructure.Remote;

/// <summary>A shell command for a host.</summary>
/// <param name="Line">Command line for <c>/bin/sh</c>; every value in it has gone through <see cref="Configuration.ShellWord"/>.</param>
public sealed record RemoteCommand(string Line)
{
    /// <summary>Time after which the host itself kills the command, so that it cannot outlive a lost link.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Folder in which the command starts; null is the login folder.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether the command needs root: it goes through <c>sudo -n</c> on hosts that say so.</summary>
    public bool AsRoot { get; init; }
}
