namespace PerfTests.Infrastructure.Configuration;

/// <summary>Transport that a workload uses.</summary>
public enum Protocol
{
    Tcp,
    Udp,
    Icmp,
}
