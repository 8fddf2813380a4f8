namespace PerfTests.Infrastructure.Execution.Needs;

/// <summary>Neighbouring ports that one load's servers take.</summary>
/// <param name="TestType">As <c>performance-test-spec.yaml</c> calls it: <c>latency</c>.</param>
internal sealed record PortLoad(string TestType, int BasePort, int Streams);
