using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads <c>ssh-hosts.yaml</c>.</summary>
internal static class SshHostsReader
{
    public const string FileName = "ssh-hosts.yaml";

    /// <param name="folder">Folder of the configuration set, which a relative <c>ssh_config</c> is below.</param>
    public static IReadOnlyDictionary<string, SshHost> Read(YamlSection file, string folder) =>
        (file.Required("ssh_hosts")?.Map(hosts => hosts.Entries().ToDictionary(host => host.Key, host => ReadHost(host, folder))))
        ?? [];

    private static SshHost ReadHost(YamlField host, string folder)
    {
        var defaults = new SshHost { Id = host.Key, Host = "" };
        host.CheckToken(host.Key);
        return host.Map(section => new SshHost
        {
            Id = host.Key,
            Host = HostName(section.Required("host")) ?? "",
            User = section.Field("user")?.Word(),
            WorkDir = section.Field("workdir")?.Argument() ?? defaults.WorkDir,
            Port = section.Field("port")?.Integer(1, 65535),
            IdentityFile = section.Field("identity_file")?.Argument(),
            JumpHost = section.Field("jump_host")?.Word(),
            SshConfig = ConfigFile(section.Field("ssh_config"), folder),
            Python = section.Field("python")?.Argument() ?? defaults.Python,
            Sudo = section.Field("sudo")?.Flag() ?? defaults.Sudo,
            ReconnectSeconds = section.Field("reconnect_seconds")?.Integer(0, 86_400) ?? defaults.ReconnectSeconds,
        }) ?? defaults;
    }

    private static string? ConfigFile(YamlField? field, string folder)
    {
        if (field?.Argument() is not { } path)
            return null;
        var file = Path.GetFullPath(path, Path.GetFullPath(folder));
        if (!File.Exists(file))
            field.Report($"is '{path}', and there is no file {file}", "Write a path that is absolute or relative to this folder ('~' is not expanded).");
        return file;
    }

    private static string? HostName(YamlField? field)
    {
        var name = field?.Word();
        if (name?.StartsWith(SshHost.LabScheme, StringComparison.Ordinal) == true)
            field!.CheckToken(name[SshHost.LabScheme.Length..]);
        return name;
    }
}
