namespace PerfTests.Infrastructure.Tests.Machines;

/// <summary>One line of the machine tier's report.</summary>
/// <param name="What">What was tried, as a reader of the documentation says it.</param>
/// <param name="CameOut">What came out, in the program's own words where it has some.</param>
/// <param name="Left">What was left on the machines afterwards.</param>
internal sealed record MachineStep(string What, string CameOut, TimeSpan Took, IReadOnlyList<string> Left);
