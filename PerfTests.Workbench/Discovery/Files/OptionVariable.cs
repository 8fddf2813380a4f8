using System.Text.RegularExpressions;

namespace PerfTests.Workbench.Discovery.Files;

/// <summary>The template variable that an option of this name asks for, by the names that network tools use.</summary>
internal static partial class OptionVariable
{
    /// <summary>The variable; null when the name does not tell.</summary>
    public static string? For(PythonOption option)
    {
        var named =
            option.Name.StartsWith("--", StringComparison.Ordinal) || option.IsPositional ? option.Name : option.Dest ?? option.Name;
        var name = named.TrimStart('-').Replace('_', '-').ToLowerInvariant();
        if (InterfaceOf().Match(name) is { Success: true } match)
        {
            var which = match.Groups["which"].Value;
            return which.Length == 0 ? "interface"
                : which is "phy" or "physical" ? "PHY_INTERFACE"
                : $"{which.Replace('-', '_').ToUpperInvariant()}_INTERFACE";
        }
        return name switch
        {
            "src-ip" or "source-ip" or "src-addr" or "src-address" or "source-address" or "saddr" or "src" => "SRC_IP",
            "dst-ip" or "dest-ip" or "destination-ip" or "dst-addr" or "dst-address" or "destination-address" or "daddr" or "dst" =>
                "DST_IP",
            "server-ip" or "server-address" => "server_ip",
            "client-ip" or "client-address" => "client_ip",
            "direction" => "direction",
            "protocol" or "proto" => "protocol",
            "port" => "port",
            _ => null,
        };
    }

    [GeneratedRegex(@"\A(?:(?<which>[a-z][a-z0-9-]*)-)?(?:interface|iface|device|dev|ifname|netdev|nic)\z", RegexOptions.CultureInvariant)]
    private static partial Regex InterfaceOf();
}
