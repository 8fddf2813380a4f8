namespace PerfTests.Infrastructure.Lab;

/// <summary>One host of an embedded lab, reached as <c>root</c> over SSH like any real host.</summary>
/// <param name="Name">Name within the lab, as in <c>lab:NAME</c> of <c>ssh-hosts.yaml</c>.</param>
/// <param name="Address">Management address, reachable from this machine only.</param>
/// <param name="Port">Port of the host's sshd.</param>
/// <param name="IdentityFile">Private key of the lab; the only one that its hosts accept.</param>
/// <param name="KnownHostsFile">Host keys of the lab, for strict checking.</param>
/// <param name="Folder">Folder for files of this host; on a file system that may hold programs to run.</param>
/// <param name="Namespace">Name of the network namespace, as <c>ip netns</c> lists it.</param>
public sealed record LabHost(
    string Name,
    string Address,
    int Port,
    string IdentityFile,
    string KnownHostsFile,
    string Folder,
    string Namespace
);
