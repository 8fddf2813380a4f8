using PerfTests.Infrastructure.Configuration.Hooks;

namespace PerfTests.Infrastructure.Configuration.Commands;

/// <summary>Variables that templates may use, by the place of the template.</summary>
internal static class TemplateVariables
{
    public const string Direction = "direction";

    /// <summary>Values of <see cref="Direction"/>: packets that the tool's side receives, and those that it sends.</summary>
    public static IReadOnlyList<string> Directions { get; } = ["rx", "tx"];

    /// <summary>Variables of <c>client_cmd_*</c>.</summary>
    public static IReadOnlyList<string> OfLoad { get; } =
    ["port", "server_ip", "client_ip", "duration", ClientAmount.Variable, "target_bw", "interface", "streams"];

    /// <summary>Variables of <c>server_cmd</c>: a client alone knows when it has moved enough.</summary>
    public static IReadOnlyList<string> OfServer { get; } = [.. OfLoad.Where(name => name != ClientAmount.Variable)];

    /// <summary>Variables of <c>sar_cmd</c>.</summary>
    public static IReadOnlyList<string> OfCounters { get; } = ["interface"];

    /// <summary>Variables of a tool's template that every environment provides.</summary>
    public static IReadOnlyList<string> OfTool { get; } =
    ["SRC_IP", "DST_IP", Direction, "protocol", "environment", "server_ip", "client_ip", "port", "duration"];

    /// <summary>Variables of a tool's template that name the interface of the tool's host unless the host says otherwise.</summary>
    public static IReadOnlyList<string> OfToolInterface { get; } = ["INTERNAL_INTERFACE", "PHY_INTERFACE", "VM_INTERFACE", "interface"];

    /// <summary>Variables of a hook's command at a level.</summary>
    /// <param name="on">Where the hook runs: only ends of an environment have an interface.</param>
    public static IReadOnlyList<string> OfHook(HookLevel level, string on)
    {
        List<string> names = ["host", "result_dir"];
        if (level >= HookLevel.Environment)
            names.AddRange(["environment", "server_ip", "client_ip", "server_interface", "client_interface"]);
        if (level >= HookLevel.Environment && HookTarget.IsRole(on))
            names.Add("interface");
        if (level >= HookLevel.Case)
            names.AddRange(["case", "test_type", "protocol", "params", "tool", "port", "duration", "streams", "target_bw"]);
        if (level == HookLevel.Run)
            names.AddRange(["arm", "run_dir"]);
        return names;
    }

    /// <summary>Every variable that a tool's template may use on an endpoint, without the tool's own axes.</summary>
    public static IReadOnlyList<string> On(Endpoint endpoint) =>
        [.. OfTool.Union(endpoint.Interface.Length > 0 ? OfToolInterface : []).Union(endpoint.Variables.Keys)];
}
