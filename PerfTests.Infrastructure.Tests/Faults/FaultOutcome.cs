namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>How a session with a fault ended.</summary>
/// <param name="Ending">Exit code, or why there is none.</param>
/// <param name="Verdict">Of its case; null when there is none.</param>
/// <param name="PassedBroken">Whether something broken passed.</param>
internal sealed record FaultOutcome(Fault Fault, string Ending, string? Verdict, bool PassedBroken, Leftovers Left);
