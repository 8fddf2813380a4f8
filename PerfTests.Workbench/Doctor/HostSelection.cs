using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Execution.Sessions;

namespace PerfTests.Workbench.Doctor;

/// <summary>Which hosts are examined: those of the chosen cases, and without a choice every host of the configuration.</summary>
internal static class HostSelection
{
    /// <param name="hostIds">Hosts asked for by id; empty asks for all of them.</param>
    /// <param name="sourceFolders">Folders on this machine in which tools are looked for.</param>
    /// <exception cref="ConfigurationException">A host that was asked for is not declared, or no chosen case uses it.</exception>
    public static IReadOnlyList<HostNeeds> Of(SessionPlan plan, IReadOnlyCollection<string> hostIds, IReadOnlyList<string> sourceFolders)
    {
        var hosts = HostNeeds.Of(plan.Cases, sourceFolders).ToList();
        if (plan.Options.Tools.Count == 0 && plan.Options.Environments.Count == 0)
            hosts.AddRange(
                plan.Config.Hosts.Values.Where(host => hosts.TrueForAll(needs => needs.Host.Id != host.Id))
                    .Select(host => new HostNeeds(host))
            );
        var errors = hostIds
            .Where(id => hosts.TrueForAll(needs => needs.Host.Id != id))
            .Select(id => new ConfigurationError(
                "ssh-hosts.yaml",
                0,
                $"there is no host '{id}' in what was asked for",
                $"Known: {string.Join(", ", hosts.Select(needs => needs.Host.Id))}."
            ))
            .ToList();
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
        return hostIds.Count == 0 ? hosts : hosts.FindAll(needs => hostIds.Contains(needs.Host.Id));
    }
}
