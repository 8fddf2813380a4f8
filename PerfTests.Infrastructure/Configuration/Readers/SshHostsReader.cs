using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads <c>ssh-hosts.yaml</c>.</summary>
internal static class SshHostsReader
{
    public const string FileName = "ssh-hosts.yaml";

    public static IReadOnlyDictionary<string, SshHost> Read(YamlSection file) =>
        (file.Required("ssh_hosts")?.Map(hosts => hosts.Entries().ToDictionary(host => host.Key, ReadHost)))
        ?? [];

    private static SshHost ReadHost(YamlField host)
    {
        var defaults = new SshHost { Id = host.Key, Host = "" };
        host.CheckToken(host.Key);
        return host.Map(section => new SshHost
        {
            Id = host.Key,
            Host = HostName(section.Required("host")) ?? "",
            User = section.Field("user")?.Word() ?? defaults.User,
            WorkDir = section.Field("workdir")?.Argument() ?? defaults.WorkDir,
            Port = section.Field("port")?.Integer(1, 65535) ?? defaults.Port,
            IdentityFile = section.Field("identity_file")?.Argument(),
            JumpHost = section.Field("jump_host")?.Word(),
            Sudo = section.Field("sudo")?.Flag() ?? defaults.Sudo,
        }) ?? defaults;
    }

    private static string? HostName(YamlField? field)
    {
        var name = field?.Word();
        if (name?.StartsWith(SshHost.LabScheme, StringComparison.Ordinal) == true)
            field!.CheckToken(name[SshHost.LabScheme.Length..]);
        return name;
    }
}
