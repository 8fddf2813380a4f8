using System.Text;
using PerfTests.Infrastructure.Configuration;
using PerfTests.Workbench.Discovery.Entries;

namespace PerfTests.Workbench.Init;

/// <summary>Writes <c>ssh-hosts.yaml</c>.</summary>
internal static class HostsFile
{
    public static string Of(Site site)
    {
        var text = new StringBuilder(
            """
            # How each machine is reached. What is not given here, ssh takes from ~/.ssh/config: user, port, keys, jump hosts.
            # Further keys: port, identity_file, jump_host, and workdir, the folder on the host for tools and scratch files (default:
            # perftests, in the login folder). sudo: true runs what needs root through 'sudo -n'.
            ssh_hosts:

            """
        );
        foreach (var host in site.Hosts)
        {
            text.Append($"  {YamlText.Comment(Describe(host))}\n");
            if (Versions(host) is { Length: > 0 } versions)
                text.Append($"  {YamlText.Comment(versions)}\n");
            text.Append($"  {host.Host.Id}:\n");
            foreach (var (key, value) in Fields(host.Host))
                text.Append($"    {key}: {value}\n");
        }
        return text.ToString();
    }

    private static IEnumerable<(string Key, string Value)> Fields(SshHost host)
    {
        yield return ("host", YamlText.Quote(host.Host));
        if (host.User is { } user)
            yield return ("user", YamlText.Quote(user));
        if (host.Port is { } port)
            yield return ("port", port.ToString());
        if (host.SshConfig is { } file)
            yield return ("ssh_config", YamlText.Quote(file));
        if (host.WorkDir != "perftests")
            yield return ("workdir", YamlText.Quote(host.WorkDir));
        if (host.Sudo)
            yield return ("sudo", "true");
        if (host.Python != "python3")
            yield return ("python", YamlText.Quote(host.Python));
    }

    private static string Describe(SurveyedHost host) =>
        $"{host.System}, {host.Kernel}, {host.Cpus} CPUs, logged in as {host.User}".TrimStart(',', ' ');

    private static string Versions(SurveyedHost host) =>
        string.Join(", ", host.Programs.Where(program => program.Value.Length > 0).Select(program => $"{program.Key} {program.Value}"));
}
