namespace PerfTests.Infrastructure.Tools.Bpf;

/// <summary>A program that is bound to an interface: it sees the packets of that one only.</summary>
/// <param name="ProgramId">The kernel's id of the program.</param>
/// <param name="Interface">Name of the interface, in the network namespace of the host.</param>
/// <param name="Receives">
/// Whether it sees what the interface receives (true) or sends (false); null for a classifier of a queue, which sees what comes there.
/// </param>
internal sealed record BpfBinding(int ProgramId, string Interface, bool? Receives);
