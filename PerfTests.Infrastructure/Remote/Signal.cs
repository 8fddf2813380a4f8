namespace PerfTests.Infrastructure.Remote;

/// <summary>Signals that a supervised process group can be sent.</summary>
public enum Signal
{
    Int,
    Term,
    Kill,
}
