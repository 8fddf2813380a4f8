using PerfTests.Infrastructure.Results.Baselines;

namespace PerfTests.Infrastructure.Analysis.Baselines;

/// <summary>The sessions that stored baseline runs are of, told by their times: a host is another one from session to session.</summary>
internal static class StoredSessions
{
    /// <summary>So many sessions it takes to know how much they differ.</summary>
    public const int Fewest = 3;

    // Runs of one case follow each other; what lies further apart met another state of the host, in the same session or not.
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(30);

    /// <summary>The runs of each session, the oldest first.</summary>
    public static IReadOnlyList<IReadOnlyList<StoredRun>> Of(IEnumerable<StoredRun> runs)
    {
        var sessions = new List<List<StoredRun>>();
        foreach (var run in runs.OrderBy(run => run.StartTime))
        {
            if (sessions is [.., var last] && run.StartTime - last[^1].StartTime <= Gap)
                last.Add(run);
            else
                sessions.Add([run]);
        }
        return sessions;
    }
}
