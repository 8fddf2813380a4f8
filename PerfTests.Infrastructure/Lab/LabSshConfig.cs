namespace PerfTests.Infrastructure.Lab;

/// <summary>The hosts of a lab as a configuration file for ssh, so that any ssh reaches them by name as it does real hosts.</summary>
internal static class LabSshConfig
{
    public static string Of(IEnumerable<LabHost> hosts) =>
        string.Concat(
            hosts.Select(host =>
                $"""
                    Host {host.Name}
                      HostName {host.Address}
                      Port {host.Port}
                      User root
                      IdentityFile {host.IdentityFile}
                      IdentitiesOnly yes
                      IdentityAgent none
                      UserKnownHostsFile {host.KnownHostsFile}
                      GlobalKnownHostsFile /dev/null


                    """
            )
        );
}
