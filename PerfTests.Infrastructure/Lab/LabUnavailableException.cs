namespace PerfTests.Infrastructure.Lab;

/// <summary>The embedded lab cannot be raised or taken down on this machine. The message names the reason and the remedy.</summary>
public sealed class LabUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
