using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Results.Cases;

/// <summary>The place of a case in the result tree, which is also its name.</summary>
/// <param name="Tool">Folder id of the tool; null for a baseline case.</param>
/// <param name="Environment">Id of the environment.</param>
/// <param name="TestType"><c>throughput</c>, <c>latency</c> or <c>pps</c>.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</param>
/// <param name="Params">Token of the parameters.</param>
internal sealed record CaseAddress(string? Tool, string Environment, string TestType, string Protocol, string Params)
{
    public const string BaselineFolder = "baseline";
    public const string EbpfFolder = "ebpf";

    /// <summary>Folder relative to <c>result/</c>, with forward slashes.</summary>
    public string Name =>
        Tool is null
            ? $"{BaselineFolder}/{Environment}/{TestType}/{Protocol}/{Params}"
            : $"{EbpfFolder}/{Tool}/{Environment}/{TestType}/{Protocol}/{Params}";

    /// <summary>The baseline case with the same conditions.</summary>
    public CaseAddress Baseline => this with { Tool = null };

    /// <summary>The address behind a case's name; null when it is not one.</summary>
    public static CaseAddress? TryParse(string name) =>
        name.Split('/') is var names && !names.All(PathToken.IsValid)
            ? null
            : names switch
            {
                [BaselineFolder, var environment, var type, var protocol, var parameters] => new(
                    null,
                    environment,
                    type,
                    protocol,
                    parameters
                ),
                [EbpfFolder, var tool, var environment, var type, var protocol, var parameters] => new(
                    tool,
                    environment,
                    type,
                    protocol,
                    parameters
                ),
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
