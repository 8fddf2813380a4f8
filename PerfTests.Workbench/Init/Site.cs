namespace PerfTests.Workbench.Init;

/// <summary>All that a new configuration set is made of.</summary>
/// <param name="EnvironmentId">Id of its environment; a token of the result tree.</param>
internal sealed record Site(string EnvironmentId, SurveyedHost Server, SurveyedHost Client, TestPath Path)
{
    public SurveyedHost? ToolHost { get; init; }

    /// <summary>Ports of the tool host that carry the load; null when it has no bridge between the two ends.</summary>
    public BridgePorts? Bridge { get; init; }

    /// <summary>Ports for the loads that nobody has.</summary>
    public SitePorts Ports { get; init; } = SitePorts.Usual;

    /// <summary>What the path was seen to carry.</summary>
    public CarriedRates Carried { get; init; } = CarriedRates.NotMeasured("nothing was measured");

    /// <summary>Seconds of each load.</summary>
    public int DurationSeconds { get; init; } = 10;

    /// <summary>What ethtool says of the slower end; null when it says nothing that can be relied on.</summary>
    public int? LinkMegabitsPerSecond { get; init; }

    /// <summary>Whether two of the hosts are namespaces or containers of one machine.</summary>
    public bool SharesKernel =>
        Hosts
            .Where(host => host.BootId.Length > 0)
            .GroupBy(host => host.BootId, StringComparer.Ordinal)
            .Any(machine => machine.Count() > 1);

    public SurveyedHost RunsTools => ToolHost ?? Server;

    public IReadOnlyList<SurveyedHost> Hosts => ToolHost is null ? [Server, Client] : [Server, Client, ToolHost];
}
