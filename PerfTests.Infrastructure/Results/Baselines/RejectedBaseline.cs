namespace PerfTests.Infrastructure.Results.Baselines;

/// <summary>A baseline run that may not be compared.</summary>
/// <param name="Folder">Its folder relative to <c>result/</c>.</param>
/// <param name="Reason">Every reason, such as <c>server.kernel: 6.1 against 6.18</c>.</param>
public sealed record RejectedBaseline(string Folder, string Reason);
