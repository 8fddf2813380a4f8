using PerfTests.Infrastructure.Results.Sessions;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>Failed hooks of a case and of its runs as reasons of its verdict: one sentence for each cause.</summary>
internal static class HookNotes
{
    public static IEnumerable<string> Of(IEnumerable<HookRecord> records) =>
        from record in records
        where record.Failure is not null
        group record by record.Failure into cause
        select cause.Count() == 1 ? cause.Key : $"{cause.Key} ({cause.Count()} times)";
}
