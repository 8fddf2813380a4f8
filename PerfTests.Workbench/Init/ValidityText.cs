using System.Text;
using PerfTests.Infrastructure.Configuration.Judging;

namespace PerfTests.Workbench.Init;

/// <summary>The part of <c>thresholds.yaml</c> that says which runs count, as the hosts of a new set need it.</summary>
/// <remarks>A limit is changed only where the site itself would break it in every run; what that costs in trust stands beside it.</remarks>
internal static class ValidityText
{
    // A guest that loses more is not fit to measure on, and no limit may hide that.
    private const double MostSteal = 20;

    public static string Of(Site site)
    {
        var text = new StringBuilder(
            "# What a measurement must meet before it counts; docs/explanation/validity.md has every rule and its limit.\n"
        );
        var rules = new List<string>();
        if (site.SharesKernel)
        {
            text.Append("# These three are off, because the hosts share their kernel and cores with everything else on one machine.\n");
            rules.AddRange([
                Rule(ValidityRule.ForeignCpu, "off", " of one core"),
                Rule(ValidityRule.Steal, "off"),
                Rule(ValidityRule.ForeignPrograms, "off"),
            ]);
        }
        else
        {
            if (site.ToolHost is not null)
            {
                text.Append(
                    "# foreign_cpu_percent is off, because the processes that run guests on the tool host (qemu, a switch in user space) "
                        + "carry the\n# load: they would drop every run.\n"
                );
                rules.Add(Rule(ValidityRule.ForeignCpu, "off", " of one core"));
            }
            if (site.Hosts.Any(host => host.IsGuest) || site.Carried.StolenPercent > 0)
                text.Append(Guests(site, rules));
        }
        if (rules.Count == 0)
            return text.Append("# For example:\n# validity: {foreign_cpu_percent: 20}   # of one core; the default is 10\n").ToString();
        return text.Append("validity:\n").AppendJoin('\n', rules).Append('\n').ToString();
    }

    private static string Guests(Site site, List<string> rules)
    {
        if (site.Carried.StolenPercent is not { } stolen || stolen <= ValidityRule.Steal.DefaultLimit)
        {
            return """
                # Some of the hosts are virtual machines. Rounds in which a hypervisor takes more than steal_percent (2) of a host's time are
                # dropped and repeated. Where that drops most of them, give the guest CPUs of its own rather than a higher limit.

                """;
        }
        if (stolen > MostSteal)
        {
            return $"""
                # While init measured, hypervisors took {stolen:F0} % of a host's time. Runs do not count beyond steal_percent (2), so hardly any will:
                # give the guest CPUs of its own. Figures taken at such a rate say little, whatever the limit.

                """;
        }
        rules.Add(Rule(ValidityRule.Steal, $"{Math.Ceiling(stolen * 1.5):F0}"));
        return $"""
            # steal_percent is higher than usual, because hypervisors took {stolen:F0} % of a host's time while init measured: the usual limit would
            # drop every round. The price is noise: cases need more rounds, and more of them stay Inconclusive. Remove the line once the
            # guest has CPUs of its own.

            """;
    }

    private static string Rule(ValidityRule rule, string limit, string unit = "") =>
        $"  {$"{rule.Name}: {limit}", -28} #{unit}{(unit.Length > 0 ? ";" : "")} the default is {rule.DefaultLimit}";
}
