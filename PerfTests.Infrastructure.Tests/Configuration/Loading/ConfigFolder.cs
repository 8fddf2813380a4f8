using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Infrastructure.Tests.Configuration.Loading;

/// <summary>A small valid configuration set in a temporary folder, whose files a test replaces.</summary>
internal sealed class ConfigFolder : IDisposable
{
    public const string Hosts = """
        ssh_hosts:
          one: {host: 192.0.2.1}
          two: {host: 192.0.2.2}
        """;

    public const string Environments = """
        test_environments:
          net:
            server: {ssh_ref: one, test_ip: 198.51.100.1, interface: eth0}
            client: {ssh_ref: two, test_ip: 198.51.100.2, interface: eth1}
        """;

    public const string Loads = """
        test_types:
          latency:
            server_cmd: "netserver -p {port} -D"
            client_cmd_tcp: "netperf -H {server_ip} -p {port} -l {duration}"
        """;

    public ConfigFolder()
    {
        Write("ssh-hosts.yaml", Hosts);
        Write("test-environments.yaml", Environments);
        Write("performance-test-spec.yaml", Loads);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("perftests-config-").FullName;

    public string File(string name) => Path.Combine(Folder, name);

    public ConfigFolder Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
        return this;
    }

    /// <summary>A named pipe, which nobody writes to, in place of a file.</summary>
    public ConfigFolder Pipe(string name)
    {
        System.IO.File.Delete(Write(name, "").File(name));
        NamedPipe.Make(File(name));
        return this;
    }

    public PerfConfig Load() => ConfigLoader.Load(Folder);

    /// <summary>The mistakes that loading reports, with file names instead of paths.</summary>
    public IReadOnlyList<ConfigurationError> Errors() =>
        [
            .. Assert
                .Throws<ConfigurationException>(() => Load())!
                .Errors.Select(error => error with { File = Path.GetFileName(error.File) }),
        ];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
