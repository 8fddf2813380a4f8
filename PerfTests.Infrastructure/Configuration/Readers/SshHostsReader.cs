using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads <c>ssh-hosts.yaml</c>.</summary>
internal static class SshHostsReader
{
    public const string FileName = "ssh-hosts.yaml";

    /// <param name="folder">Folder of the configuration set, which a relative <c>ssh_config</c> is below.</param>
    public static IReadOnlyDictionary<string, SshHost> Read(YamlSection file, string folder) =>
        (file.Required("ssh_hosts")?.Map(hosts => hosts.Entries().ToDictionary(host => host.Key, host => ReadHost(host, folder)))) ?? [];

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
                IdentityFile = KeyFile(section.Field("identity_file")),
                PassphraseVariable = section.Field("passphrase_env")?.Word(),
                Transport = section.Field("transport")?.Choice<Transport>() ?? defaults.Transport,
                JumpHost = section.Field("jump_host")?.Word(),
                SshConfig = ConfigFile(section.Field("ssh_config"), folder, section.Field("jump_host") is not null),
                Python = section.Field("python")?.Argument() ?? defaults.Python,
                Sudo = section.Field("sudo")?.Flag() ?? defaults.Sudo,
                ReconnectSeconds = section.Field("reconnect_seconds")?.Integer(0, 86_400) ?? defaults.ReconnectSeconds,
            }) ?? defaults;
    }

    private static string? KeyFile(YamlField? field)
    {
        var path = field?.Argument();
        if (path?.Contains("${", StringComparison.Ordinal) == true)
            field!.Report("contains '${', which ssh takes for a variable", "Write the path itself; '~' at its start is the home folder.");
        return path;
    }

    private static string? ConfigFile(YamlField? field, string folder, bool isJumping)
    {
        if (field?.Argument() is not { } path)
            return null;
        var file = Path.GetFullPath(path, Path.GetFullPath(folder));
        if (!File.Exists(file))
            field.Report(
                $"is '{path}', and there is no file {file}",
                "Write a path that is absolute or relative to this folder ('~' is not expanded)."
            );
        // ssh hands it on to the ssh that jumps, through a shell and without quotes.
        else if (isJumping && (ShellWord.Quote(file) != file || file.Contains('%')))
            field.Report(
                $"is {file}, and ssh can hand no path with such characters on to a jump host's ssh",
                "Rename the folder or file, or write the jump host into that file as ProxyCommand."
            );
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
