using System.Text;
using PerfTests.Workbench.Discovery.Entries;

namespace PerfTests.Workbench.Init;

/// <summary>Writes <c>test-environments.yaml</c>.</summary>
internal static class EnvironmentsFile
{
    public static string Of(Site site)
    {
        var text = new StringBuilder(
            """
            # Pairs of hosts that a load runs between; ssh_ref names an entry of ssh-hosts.yaml. The id becomes a folder below result/ and a
            # value for --filter Environment=.
            test_environments:

            """
        );
        void Line(int indent, string line) => text.Append(' ', 2 * indent).Append(line).Append('\n');

        Line(1, $"{site.EnvironmentId}:");
        Line(2, $"name: {YamlText.Quote($"{site.EnvironmentId}: {site.Server.Host.Host} and {site.Client.Host.Host}")}");
        if (site.ToolHost is null)
        {
            Line(2, "# Where tools run: server, client, or both at the same time. rx is what that side receives.");
            Line(2, "placement: server");
        }
        Line(2, "server:");
        Side(site.Server, site.Path.Server);
        Line(2, "client:");
        Side(site.Client, site.Path.Client);
        if (site.ToolHost is { } toolHost)
        {
            Line(2, "# A third host that runs the tools, such as the hypervisor of the two ends.");
            Line(2, "tool_host:");
            Line(3, $"ssh_ref: {YamlText.Quote(toolHost.Host.Id)}");
            Line(3, YamlText.Comment($"Interfaces that are up there: {Names(toolHost)}"));
            if (site.Bridge is { } ports)
            {
                Line(3, "# What tool templates call them; found by the hardware addresses of the two ends in the table of the bridge.");
                Line(3, "variables:");
                Line(4, $"VM_INTERFACE: {YamlText.Quote(ports.ServerPort)}");
                Line(4, $"PHY_INTERFACE: {YamlText.Quote(ports.ClientPort)}");
                Line(4, $"INTERNAL_INTERFACE: {YamlText.Quote(ports.Bridge)}");
            }
            else
            {
                Line(3, "# What tool templates call them; fill in what your tools ask for:");
                Line(3, "# variables: {VM_INTERFACE: vnet0, PHY_INTERFACE: ens1f0, INTERNAL_INTERFACE: br0}");
            }
        }
        return text.ToString();

        void Side(SurveyedHost host, PathEnd end)
        {
            Line(3, $"ssh_ref: {YamlText.Quote(host.Host.Id)}");
            Line(3, $"test_ip: {YamlText.Quote(end.Address)}");
            Line(3, $"interface: {YamlText.Quote(end.Interface)}");
            if (site.ToolHost is null && host == site.Server)
            {
                Line(3, YamlText.Comment($"Interfaces that are up there: {Names(host)}"));
                Line(3, "# What tool templates call them, where that is not the interface above (a bond's or bridge's port, for example):");
                Line(3, $"# variables: {{PHY_INTERFACE: {YamlText.Quote(end.Interface)}}}");
            }
        }
    }

    private static string Names(SurveyedHost host) => string.Join(", ", host.Interfaces.Select(link => link.Name));
}
