using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>The place of a case in the result tree, which is also its name.</summary>
/// <param name="Tool">Folder id of the tool; null for a baseline case.</param>
/// <param name="Environment">Id of the environment.</param>
/// <param name="TestType">Its folder is called <c>throughput</c>, <c>latency</c> or <c>pps</c>.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</param>
/// <param name="Params">Token of the parameters.</param>
internal sealed record CaseAddress(string? Tool, string Environment, TestType TestType, string Protocol, string Params)
{
    public const string BaselineFolder = "baseline";
    public const string EbpfFolder = "ebpf";

    private static readonly Dictionary<string, TestType> Types = Enum.GetValues<TestType>().ToDictionary(PerfCase.Token);

    /// <summary>Folder relative to <c>result/</c>, with forward slashes.</summary>
    public string Name => Tool is null ? $"{BaselineFolder}/{Environment}/{Workload}" : $"{EbpfFolder}/{Tool}/{Environment}/{Workload}";

    /// <summary>Type, protocol and parameters of the load, as they end the name.</summary>
    public string Workload => $"{PerfCase.Token(TestType)}/{Protocol}/{Params}";

    /// <summary>The baseline case with the same conditions.</summary>
    public CaseAddress Baseline => this with { Tool = null };

    /// <summary>Whether a folder of the tree may hold one of this name: those of test types are fixed.</summary>
    /// <param name="folder">Relative to <c>result/</c>, with forward slashes.</param>
    /// <param name="name">Name of the folder in it.</param>
    public static bool MayHold(string folder, string name) =>
        PathToken.IsValid(name) && (folder.Split('/') is not ([BaselineFolder, _] or [EbpfFolder, _, _]) || Types.ContainsKey(name));

    /// <summary>The address behind a case's name; null when it is not one.</summary>
    public static CaseAddress? TryParse(string name) =>
        name.Split('/') is var names && !names.All(PathToken.IsValid)
            ? null
            : names switch
            {
                [BaselineFolder, var environment, var type, var protocol, var parameters] when Types.TryGetValue(type, out var known) =>
                    new(null, environment, known, protocol, parameters),
                [EbpfFolder, var tool, var environment, var type, var protocol, var parameters]
                    when Types.TryGetValue(type, out var known) => new(tool, environment, known, protocol, parameters),
                _ => null,
            };

    /// <exception cref="ArgumentException">The name is not that of a case.</exception>
    public static CaseAddress Parse(string name) =>
        TryParse(name)
        ?? throw new ArgumentException(
            $"'{name}' is not the name of a case: baseline/ENV/TYPE/PROTOCOL/PARAMS or ebpf/TOOL/ENV/TYPE/PROTOCOL/PARAMS",
            nameof(name)
        );

    public override string ToString() => Name;
}
