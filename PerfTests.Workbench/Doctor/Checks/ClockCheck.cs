using PerfTests.Infrastructure.Execution.Needs;

namespace PerfTests.Workbench.Doctor.Checks;

/// <summary>The host's clock against this machine's, and whether something keeps it right.</summary>
internal sealed class ClockCheck : IHostCheck
{
    /// <summary>Beyond this, samples of one host are set against the wrong moment of another.</summary>
    public const double LimitSeconds = 0.1;

    public const string Remedy = "let NTP (chrony, systemd-timesyncd) set the clocks of all hosts";

    public string Subject => "NTP";

    public string LoginScript(HostNeeds needs) =>
        """
            fact ntp "$(timeout 3 timedatectl show -p NTPSynchronized --value 2>/dev/null || timeout 3 chronyc -n tracking 2>/dev/null | sed -n 's/^Leap status *: Normal.*/yes/p; s/^Leap status *: Not synchronised.*/no/p')"

            """;

    public IEnumerable<CheckResult> Judge(ProbedHost host)
    {
        var synchronised = host.Login["ntp"] switch
        {
            "yes" => ", NTP synchronised",
            "no" => ", NTP not synchronised",
            _ => "",
        };
        if (host.Clock is not { } clock)
            yield return host.Skipped("clock", $"date does not show nanoseconds there{synchronised}");
        else if (clock.Exceeds(LimitSeconds))
            yield return host.Warn("clock", $"{clock} against this machine{synchronised}", Remedy);
        else if (host.Login["ntp"] == "no" && !host.Needs.Host.IsLab)
            yield return host.Warn("clock", $"{clock} against this machine now, and nothing keeps it so: NTP is not synchronised", Remedy);
        else
            yield return host.Ok("clock", $"{clock} against this machine{synchronised}");
    }
}
