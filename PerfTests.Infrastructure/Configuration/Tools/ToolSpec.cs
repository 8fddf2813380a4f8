using PerfTests.Infrastructure.Configuration.Commands;

namespace PerfTests.Infrastructure.Configuration.Tools;

/// <summary>One tool under test, from <c>ebpf-tools-spec.yaml</c>.</summary>
public sealed record ToolSpec
{
    /// <summary>The tool's id: a token of the result tree, of case names and of <c>--filter Tool=</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Whether the file gives the tool an id or a name; without them its results are named after its program.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>Which version runs; null when the program lies on the host only, so that nobody knows before the host is asked.</summary>
    public ToolVersion? Version { get; init; }

    /// <summary>The tool's program: relative to the repository here and to the work folder on the host, or absolute on the host.</summary>
    public required string Path { get; init; }

    /// <summary>Interpreter that runs <see cref="Path"/>, such as <c>python3</c> or <c>bpftrace</c>; empty runs the path itself.</summary>
    public string Executable { get; init; } = "";

    /// <summary>Arguments with variables in braces.</summary>
    public string Template { get; init; } = "";

    /// <summary>How its programs are loaded, found and removed if they outlive what loads them; null when its process holds them.</summary>
    public ToolLoader? Loader { get; init; }

    /// <summary>The variables that its commands use.</summary>
    public IReadOnlySet<string> Variables =>
        new[] { Template, Loader?.Start, Loader?.Stop }
            .OfType<string>()
            .SelectMany(command => new CommandTemplate(command).Variables)
            .ToHashSet();

    /// <summary>Variables that an environment must provide before the tool can run on it.</summary>
    public IReadOnlyList<string> RequiredVariables { get; init; } = [];

    /// <summary>Values of each parameter axis; one case per combination. <c>direction</c> without values means rx and tx.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Axes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Ids of the environments that the tool runs in; the loader fills in all of them when the file says nothing.</summary>
    public IReadOnlyList<string> ApplicableEnvironments { get; init; } = [];

    public IReadOnlyList<TestType> TestTypes { get; init; } = [];

    public IReadOnlyList<Protocol> Protocols { get; init; } = [];

    /// <summary>Whether the file names the protocols, so that one without a client command gets its default.</summary>
    public bool NamesProtocols { get; init; }

    /// <summary>False keeps the tool out of the matrix until it is asked for by name.</summary>
    public bool Enabled { get; init; } = true;

    public ToolReadiness Ready { get; init; } = new();

    /// <summary>Least number of BPF programs that the tool must have attached to count as present.</summary>
    public int ExpectedPrograms { get; init; } = 1;

    /// <summary>What must be true of the tool for its runs to count.</summary>
    public ToolExposure Exposure { get; init; } = new();

    /// <summary>Time between the polite signal and the next harder one, in seconds.</summary>
    public double StopGraceSeconds { get; init; } = 3;

    public ResourceMonitoring ResourceMonitoring { get; init; } = new();

    /// <summary>
    /// The tool's folder in the result tree: <c>{id}_{version}</c>, or <c>{file name}_{version}</c> for a tool without a name.
    /// </summary>
    public string Folder => Version is null ? Id : $"{(IsNamed ? Id : FileToken())}_{Version.Short}";

    /// <summary>What runs <see cref="Path"/> on a host, which may have a Python of its own for tools.</summary>
    public string ExecutableOn(SshHost host) => Executable is "python3" or "python" ? host.Python : Executable;

    private string FileToken()
    {
        var token = string.Concat(
            System
                .IO.Path.GetFileNameWithoutExtension(Path)
                .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '_')
        );
        return token.StartsWith('-') ? $"_{token}" : token;
    }
}
