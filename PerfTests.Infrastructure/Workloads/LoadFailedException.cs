namespace PerfTests.Infrastructure.Workloads;

/// <summary>A load whose output proves that it did not run as planned: refused, cut short, empty or not understood.</summary>
public sealed class LoadFailedException(string message, Exception? inner = null) : Exception(message, inner);
