namespace PerfTests.Infrastructure.Reporting;

/// <summary>The cases of one session, by name.</summary>
/// <param name="Selected">Cases that were to be measured.</param>
/// <param name="Judged">Those that this session judged; the verdicts of others in the tree are from earlier sessions.</param>
internal sealed record SessionCases(IReadOnlySet<string> Selected, IReadOnlySet<string> Judged);
