namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>A connection gave no session for a command, which therefore certainly did not run: it may be tried on another one.</summary>
internal sealed class SessionRefusedException(string said) : Exception(OneLine.LastOf(said, 300));
