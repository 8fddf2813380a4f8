namespace PerfTests.Workbench.Init;

/// <summary>The command that installs programs on a host's distribution.</summary>
internal static class InstallAdvice
{
    private static readonly Dictionary<string, string> DebianPackages = new(StringComparer.Ordinal)
    {
        ["ip"] = "iproute2",
        ["netserver"] = "netperf",
        ["ping"] = "iputils-ping",
        ["sar"] = "sysstat",
        ["iostat"] = "sysstat",
        ["pidstat"] = "sysstat",
        ["top"] = "procps",
    };

    private static readonly Dictionary<string, string> RedHatPackages = new(DebianPackages, StringComparer.Ordinal)
    {
        ["ip"] = "iproute",
        ["ping"] = "iputils",
        ["top"] = "procps-ng",
    };

    /// <param name="distributions"><c>ID</c> and <c>ID_LIKE</c> of the host's <c>os-release</c>.</param>
    /// <returns>Null when nothing is missing.</returns>
    public static string? For(string distributions, IReadOnlyCollection<string> programs)
    {
        if (programs.Count == 0)
            return null;
        var known = distributions.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isDebian = known.Contains("debian") || known.Contains("ubuntu");
        var isRedHat = known.Contains("fedora") || known.Contains("rhel") || known.Contains("centos");
        if (!isDebian && !isRedHat)
            return $"install {string.Join(", ", programs)} with its package manager";
        var names = isDebian ? DebianPackages : RedHatPackages;
        var packages = programs.Select(program => names.GetValueOrDefault(program, program)).Distinct().ToList();
        var netperf =
            !packages.Contains("netperf") ? ""
            : isDebian ? " (netperf: section non-free of Debian, multiverse of Ubuntu)"
            : " (netperf: not in every repository; else build it from its source)";
        return $"{(isDebian ? "apt-get" : "dnf")} install {string.Join(' ', packages)}{netperf}";
    }
}
