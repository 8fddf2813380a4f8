namespace PerfTests.Infrastructure.Results.Exposure;

/// <summary>Which packets of an interface a program sees.</summary>
public enum PacketDirection
{
    Received,
    Sent,

    /// <summary>It is not known which.</summary>
    Either,
}
