namespace PerfTests.Infrastructure.Workloads;

/// <summary>One reporting interval of a load.</summary>
/// <param name="EndSeconds">Its end, in seconds from the start of the load.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="BitsPerSecond">What was sent in it.</param>
internal sealed record LoadInterval(double EndSeconds, double Seconds, double BitsPerSecond);
