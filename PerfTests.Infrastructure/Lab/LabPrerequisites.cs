namespace PerfTests.Infrastructure.Lab;

/// <summary>What the machine must offer before a lab can be raised.</summary>
internal static class LabPrerequisites
{
    private const string Elsewhere = "or use a configuration set for real hosts (see config/examples)";

    private static readonly (string Program, string Package)[] Programs =
    [
        ("ip", "iproute2"),
        ("sshd", "openssh-server"),
        ("ssh-keygen", "openssh-client"),
        ("nsenter", "util-linux"),
        ("setsid", "util-linux"),
        ("mount", "mount"),
        ("umount", "mount"),
    ];

    /// <exception cref="LabUnavailableException">Something is missing on this machine.</exception>
    public static void Require()
    {
        if (
            Missing(OperatingSystem.IsLinux(), Environment.IsPrivilegedProcess, File.Exists("/proc/self/ns/net"), LocalCommand.Find) is
            { } reason
        )
            throw new LabUnavailableException(reason);
    }

    /// <summary>One sentence with the reason and the remedy; null when nothing is missing.</summary>
    public static string? Missing(bool isLinux, bool isRoot, bool hasNamespaces, Func<string, string?> find)
    {
        if (!isLinux)
            return $"the embedded lab is made of Linux network namespaces: run it on a Linux machine or in a Linux VM, {Elsewhere}";
        if (!isRoot)
            return $"the embedded lab needs root to make network namespaces: run the command with sudo, {Elsewhere}";
        if (!hasNamespaces)
            return $"this kernel was built without network namespaces (CONFIG_NET_NS): boot another kernel, {Elsewhere}";
        var missing = Programs.Where(entry => find(entry.Program) is null).ToList();
        return missing.Count == 0
            ? null
            : $"the embedded lab needs {string.Join(", ", missing.Select(entry => entry.Program))}: "
                + $"install {string.Join(", ", missing.Select(entry => entry.Package).Distinct())}, {Elsewhere}";
    }
}
