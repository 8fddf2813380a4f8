using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads <c>test-environments.yaml</c>.</summary>
/// <param name="hosts">The hosts of <c>ssh-hosts.yaml</c>; null when that file could not be read.</param>
internal sealed partial class TestEnvironmentsReader(IReadOnlyDictionary<string, SshHost>? hosts)
{
    public const string FileName = "test-environments.yaml";

    private static readonly Endpoint Missing = new()
    {
        Host = new SshHost { Id = "", Host = "" },
        TestIp = "",
        Interface = "",
    };

    public IReadOnlyList<TestEnvironment> Read(YamlSection file)
    {
        var field = file.Required("test_environments");
        var environments = field?.Map(section => section.Entries().Select(ReadEnvironment).ToList());
        if (environments is { Count: 0 })
            field!.Report("holds no environment", "Add one with a server and a client.");
        return environments ?? [];
    }

    private TestEnvironment ReadEnvironment(YamlField environment)
    {
        environment.CheckToken(environment.Key);
        return environment.Map(section =>
            {
                var (toolHost, placement) = (section.Field("tool_host"), section.Field("placement"));
                var placed = placement?.Choice<ToolPlacement>() ?? ToolPlacement.Server;
                if (toolHost is not null && placed == ToolPlacement.Both)
                    placement!.Report(
                        "is 'both' beside tool_host, where it names the side that rx and tx are seen from",
                        "Write server or client, or remove tool_host."
                    );
                var read = new TestEnvironment
                {
                    Id = environment.Key,
                    Name = section.Field("name")?.Text() ?? environment.Key,
                    Description = section.Field("description")?.Text() ?? "",
                    Server = section.Required("server")?.Map(side => ReadEndpoint(side, isOnLoadPath: true)) ?? Missing,
                    Client = section.Required("client")?.Map(side => ReadEndpoint(side, isOnLoadPath: true)) ?? Missing,
                    ToolHost = toolHost?.Map(side => ReadEndpoint(side, isOnLoadPath: false)),
                    Placement = placed,
                };
                if (placed == ToolPlacement.Both && read.Server.Host.Id.Length > 0 && read.Server.Host.Id == read.Client.Host.Id)
                    placement!.Report(
                        "is 'both', and server and client are the same host",
                        "Write server or client: the tool runs there once."
                    );
                return read;
            })
            ?? new TestEnvironment
            {
                Id = environment.Key,
                Name = environment.Key,
                Server = Missing,
                Client = Missing,
            };
    }

    private Endpoint ReadEndpoint(YamlSection side, bool isOnLoadPath)
    {
        YamlField? Field(string key) => isOnLoadPath ? side.Required(key) : side.Field(key);
        var host = side.Required("ssh_ref")?.Reference(hosts?.Keys.ToList(), "host", SshHostsReader.FileName);
        return new Endpoint
        {
            Host = host is not null && hosts is not null ? hosts[host] : Missing.Host,
            TestIp = Address(Field("test_ip")) ?? "",
            Interface = Field("interface")?.Word() ?? "",
            Variables = side.Field("variables")?.Map(ReadVariables) ?? Missing.Variables,
        };
    }

    private static string? Address(YamlField? field)
    {
        if (field?.Word() is not { } text)
            return null;
        // .NET also accepts 10.1 and 010.0.0.1, which other programs read differently
        if (
            IPAddress.TryParse(text, out var address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text)
        )
            return text;
        field.Report($"is '{text}', which is no IP address", "Write the address itself, as in 192.0.2.10 or 2001:db8::10.");
        return null;
    }

    private static Dictionary<string, string> ReadVariables(YamlSection section)
    {
        var variables = new Dictionary<string, string>();
        foreach (var variable in section.Entries())
        {
            if (!VariableName().IsMatch(variable.Key))
                variable.Report("is not a variable name", "Use letters, digits and '_', not a digit first.");
            variables[variable.Key] = variable.Text() ?? "";
        }
        return variables;
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();
}
