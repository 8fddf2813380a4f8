using System.CommandLine;
using System.Text.Json;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Workbench.Init;

namespace PerfTests.Cli.Init;

/// <summary><c>perftests init</c>: a configuration set for two hosts, from what the hosts say of themselves.</summary>
internal static class InitCommand
{
    private const string DefaultFolder = "config/my-site";

    private static readonly Option<string?> Server = new("--server")
    {
        Description = "Host that receives the load: [user@]host[:port], an alias from ~/.ssh/config, or lab:NAME.",
    };

    private static readonly Option<string?> Client = new("--client") { Description = "Host that sends the load, in the same form." };

    private static readonly Option<string?> ToolHost = new("--tool-host")
    {
        Description = "Third host that runs the tools, such as a hypervisor (default: the server).",
    };

    private static readonly Option<string?> SshConfig = new("--ssh-config")
    {
        Description = "ssh configuration file to use instead of ~/.ssh/config.",
    };

    private static readonly Option<string?> ServerIp = new("--server-ip")
    {
        Description = "Server address to use for the load; needed if there are several paths besides the one that ssh uses.",
    };

    private static readonly Option<string?> ClientIp = new("--client-ip") { Description = "Client address to use for the load." };

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "Duration of each load.",
        DefaultValueFactory = _ => 10,
    };

    private static readonly Option<bool> NoLoad = new("--no-load")
    {
        Description =
            "Send no load, and guess the rates. Otherwise iperf3 runs between the two addresses for some seconds, at "
            + "full speed for two of them.",
    };

    private static readonly Option<string?> To = new("--to")
    {
        Description = $"Folder for the new configuration set; default {DefaultFolder}.",
    };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace an existing set." };

    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON and ask no questions." };

    public static Command Create() =>
        Verb.Create(
            "init",
            "Examines two hosts, measures what the path between them can carry, and writes a configuration set. Changes nothing on the "
                + "hosts.",
            RunAsync,
            Server,
            Client,
            ToolHost,
            SshConfig,
            ServerIp,
            ClientIp,
            Seconds,
            NoLoad,
            To,
            Force,
            Json
        );

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var questions =
            parsed.GetValue(Json) || Console.IsInputRedirected || Console.IsOutputRedirected
                ? null
                : new InitQuestions(Console.In, Console.Out);
        if (parsed.GetValue(Seconds) is < 1 or > 86400)
            throw Mistake("--seconds", $"'{parsed.GetValue(Seconds)}' is not a duration", "Give 1 to 86400.");
        var hosts = Hosts(parsed, questions);
        var folder = Folder(
            parsed.GetValue(To)
                ?? (parsed.GetValue(Server) is null ? questions?.Ask("Folder of the new set", DefaultFolder) : null)
                ?? DefaultFolder
        );
        var place = new SiteFolder(folder, parsed.GetValue(Force));
        place.Check();

        await using var source = new LabHostSource();
        await source.PrepareAsync(hosts, cancellationToken);
        await using var survey = await SiteSurvey.OpenAsync(hosts, source, cancellationToken);
        var paths = await survey.FindPathsAsync(cancellationToken);
        var path = Choose(paths, parsed, questions);
        if (!parsed.GetValue(Json) && !parsed.GetValue(NoLoad))
            Console.WriteLine(
                $"measuring what {path.Client.Address} can send to {path.Server.Address}, for about ten seconds (--no-load leaves it out)"
            );
        var site = await survey.DescribeAsync(
            SiteFolder.EnvironmentId(folder),
            path,
            parsed.GetValue(Seconds),
            !parsed.GetValue(NoLoad),
            cancellationToken
        );
        var files = SiteFiles.Of(site, folder, RepositoryRoot.Find());
        await place.WriteAsync(files, cancellationToken);

        if (parsed.GetValue(Json))
            Console.WriteLine(JsonSerializer.Serialize(InitReport.Json(site, folder, files.Keys), JsonFiles.CamelCase));
        else
            Console.Write(InitReport.Text(site, Shown(folder), files.Keys));
        return ExitCode.Ok;
    }

    private static List<SshHost> Hosts(ParseResult parsed, InitQuestions? questions)
    {
        var (server, client, toolHost) = (parsed.GetValue(Server), parsed.GetValue(Client), parsed.GetValue(ToolHost));
        if (questions is null && (server is null || client is null))
            throw Mistake("init", "there is no terminal to ask for the hosts", "Give --server user@host and --client user@host.");
        var askAll = server is null;
        server ??= questions!.Ask("Server, which receives the load (user@host[:port] or an alias of ~/.ssh/config)");
        client ??= questions!.Ask("Client, which sends it");
        if (
            askAll
            && toolHost is null
            && questions!.Ask("A third host that runs the tools, such as a hypervisor (Enter: they run on the server)", "")
                is { Length: > 0 } named
        )
            toolHost = named;
        List<SshHost> hosts = [HostAddress.Parse("server", server, "--server"), HostAddress.Parse("client", client, "--client")];
        if (toolHost is not null)
            hosts.Add(HostAddress.Parse("tool-host", toolHost, "--tool-host"));
        if (parsed.GetValue(SshConfig) is not { } given)
            return hosts;
        var file = Path.GetFullPath(given);
        return File.Exists(file)
            ? hosts.ConvertAll(host => host.IsLab ? host : host with { SshConfig = file })
            : throw Mistake("--ssh-config", $"there is no file {file}", "Name a file in the form of ~/.ssh/config.");
    }

    private static TestPath Choose(IReadOnlyList<TestPath> paths, ParseResult parsed, InitQuestions? questions)
    {
        var (serverIp, clientIp) = (parsed.GetValue(ServerIp), parsed.GetValue(ClientIp));
        var wanted = paths
            .Where(path =>
                (serverIp ?? path.Server.Address) == path.Server.Address && (clientIp ?? path.Client.Address) == path.Client.Address
            )
            .ToList();
        var known = string.Concat(
            paths.Select(path =>
                $"{Environment.NewLine}  {InitReport.Describe(path)}{Environment.NewLine}    --server-ip {path.Server.Address} "
                + $"--client-ip {path.Client.Address}"
            )
        );
        return wanted switch
        {
            [] => throw Mistake("--server-ip, --client-ip", "no way between the hosts has these addresses", $"Known:{known}"),
            [var only] => only,
            _ when questions is not null => wanted[
                questions.Choose(
                    "The hosts reach each other in several ways. Which one carries the load?",
                    [.. wanted.Select(InitReport.Describe)]
                )
            ],
            // Nobody can be asked: a link that ssh does not use is there for the load.
            _ when wanted.Where(path => !path.CarriesSsh).ToList() is [var apart] => apart,
            _ => throw Mistake("init", "the hosts reach each other in several ways", $"Choose one:{known}"),
        };
    }

    private static string Folder(string given) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(given));

    /// <summary>Short where it lies below the current folder.</summary>
    private static string Shown(string folder)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder);
        return relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
    }

    private static ConfigurationException Mistake(string what, string problem, string remedy) =>
        new([new ConfigurationError(what, 0, problem, remedy)]);
}
