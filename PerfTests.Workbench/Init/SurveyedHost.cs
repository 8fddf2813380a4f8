using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Workbench.Init;

/// <summary>What a host says of itself.</summary>
/// <param name="Host">Its entry for <c>ssh-hosts.yaml</c>, with what was found out about sudo and Python.</param>
/// <param name="Connection">The open connection.</param>
internal sealed record SurveyedHost(SshHost Host, IRemoteHost Connection)
{
    public string User { get; init; } = "";

    /// <summary>Whether commands can run as root, by log-in or through <c>sudo -n</c>.</summary>
    public bool HasRoot { get; init; }

    public string System { get; init; } = "";

    public string Kernel { get; init; } = "";

    public int Cpus { get; init; }

    /// <summary>Versions of the programs that are there, by program; empty text where a program does not tell its version.</summary>
    public IReadOnlyDictionary<string, string> Programs { get; init; } = new Dictionary<string, string>();

    /// <summary>Programs that the host's part needs and it lacks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Programs that are of use and that it lacks.</summary>
    public IReadOnlyList<string> MissingOptional { get; init; } = [];

    /// <summary>How to install what is missing; null when nothing is.</summary>
    public string? Install { get; init; }

    public IReadOnlyList<HostInterface> Interfaces { get; init; } = [];

    /// <summary>Names the running kernel; hosts with the same one are parts of one machine.</summary>
    public string BootId { get; init; } = "";

    /// <summary>Ports that somebody has there, TCP and UDP alike, in order.</summary>
    public IReadOnlyList<int> TakenPorts { get; init; } = [];

    /// <summary>Whether its processor says that it is a virtual one.</summary>
    public bool IsGuest { get; init; }

    /// <summary>Address by which ssh came in; empty when sshd does not tell.</summary>
    public string SshAddress { get; init; } = "";

    public HostInterface? SshInterface => Interfaces.FirstOrDefault(link => link.Addresses.Contains(SshAddress));
}
