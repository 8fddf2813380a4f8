using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;

namespace PerfTests.Infrastructure.Matrix;

/// <summary>Values for the variables of a tool's template.</summary>
public static class ToolVariables
{
    /// <summary>
    /// Values for a tool case. The endpoint's own <c>variables</c> win over the values of the environment, and the
    /// tool's chosen parameter values over both.
    /// </summary>
    /// <remarks>
    /// <c>SRC_IP</c> and <c>DST_IP</c> are the ends of the packets that the case's direction names, seen from the side of the
    /// endpoint: what a tool on the server calls rx comes from the client. A tool without a direction is given the packets
    /// that its side receives.
    /// </remarks>
    /// <param name="at">Where the tool runs: one of the environment's <see cref="TestEnvironment.ToolEndpoints"/>.</param>
    /// <exception cref="ArgumentException">The case is a baseline.</exception>
    public static IReadOnlyDictionary<string, string> For(PerfCase toolCase, ToolEndpoint at)
    {
        if (toolCase.Tool is not { } tool)
            throw new ArgumentException($"{toolCase.Name} is a baseline case and runs no tool", nameof(toolCase));
        var environment = toolCase.Environment;
        var endpoint = at.Endpoint;
        var direction = tool.Parameters.GetValueOrDefault(TemplateVariables.Direction, "rx");
        var isTowardsServer = direction == "rx" == at.SeesAsServer;
        var (source, destination) = isTowardsServer ? (environment.Client, environment.Server) : (environment.Server, environment.Client);

        // The load's values bring server_ip, client_ip, port and duration; the rest of them is no business of a tool.
        var values = WorkloadVariables
            .For(environment, toolCase.Workload, toolCase.Workload.BasePort, endpoint.Interface)
            .Where(variable => TemplateVariables.OfTool.Contains(variable.Key))
            .ToDictionary();
        values["SRC_IP"] = source.TestIp;
        values["DST_IP"] = destination.TestIp;
        values[TemplateVariables.Direction] = direction;
        values["protocol"] = PerfCase.Token(toolCase.Workload.Protocol);
        values["environment"] = environment.Id;
        if (endpoint.Interface.Length > 0)
        {
            foreach (var name in TemplateVariables.OfToolInterface)
                values[name] = endpoint.Interface;
        }
        foreach (var (name, value) in endpoint.Variables.Concat(tool.Parameters))
            values[name] = value;
        return values;
    }
}
