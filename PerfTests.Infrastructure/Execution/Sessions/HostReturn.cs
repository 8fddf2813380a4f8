namespace PerfTests.Infrastructure.Execution.Sessions;

/// <summary>A host that was lost and is ours again.</summary>
/// <param name="Host">Its id.</param>
/// <param name="After">From when the loss was noticed until it was back.</param>
/// <param name="Restarted">Whether it is on another boot than before.</param>
internal sealed record HostReturn(string Host, TimeSpan After, bool Restarted);
