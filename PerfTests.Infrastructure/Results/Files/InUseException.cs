namespace PerfTests.Infrastructure.Results.Files;

/// <summary>Another session has what only one may use at a time. The message names the holder and the remedy.</summary>
public sealed class InUseException(string message) : Exception(message);
