using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Reporting.Live;

namespace PerfTests;

/// <summary>Shows progress on the console of <c>dotnet test</c>, and to the command line that follows it.</summary>
internal static class SessionConsole
{
    public static void Show(ProgressEvent happened)
    {
        if (ProgressLines.Of(happened) is { } lines)
            TestContext.Progress.WriteLine(lines);
        if (Environment.GetEnvironmentVariable(ProgressFeed.Variable) is { Length: > 0 } file)
            ProgressFeed.Append(file, happened);
    }
}
