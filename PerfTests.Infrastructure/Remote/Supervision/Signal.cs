namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>Signals that a supervised process group can be sent.</summary>
public enum Signal
{
    Int,
    Term,
    Kill,

    /// <summary>Ends nothing: programs take no notice, and a script may trap it to learn that something has happened.</summary>
    Cont,
}
