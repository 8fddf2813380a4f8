using System.CommandLine;
using PerfTests.Infrastructure.Execution;
using PerfTests.Infrastructure.Reporting;

namespace PerfTests.Cli;

/// <summary><c>perftests report</c>: rebuilds every summary and report from the result tree alone.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var result = new Option<string?>("--result") { Description = "Root of the result tree (PERFTESTS_RESULT; default: result)." };
        return Verb.Create(
            "report", "Rebuilds summaries and reports from the result tree alone.",
            async (parsed, cancellationToken) =>
            {
                var options = SessionOptions.Read(_ => null, RepositoryRoot.Find());
                var root = parsed.GetValue(result) is { } given ? Path.GetFullPath(given) : options.ResultDir;
                if (!Directory.Exists(root))
                {
                    await Console.Error.WriteLineAsync($"perftests: there is no result tree at {root}");
                    return ExitCode.Usage;
                }
                Console.WriteLine(await SessionReport.WriteAsync(
                    root, session: null, options.FailOnInconclusive ?? false, TimeProvider.System, cancellationToken));
                return ExitCode.Ok;
            },
            result);
    }
}
