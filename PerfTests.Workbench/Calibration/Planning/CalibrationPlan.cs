using System.Text;

namespace PerfTests.Workbench.Calibration.Planning;

/// <summary>Rounds and durations for a wanted resolution, from a pilot (<c>plan.json</c>).</summary>
internal sealed record CalibrationPlan
{
    public const string FileName = "plan.json";

    public required PlanWish Wish { get; init; }

    public required IReadOnlyList<PlannedWorkload> Workloads { get; init; }

    /// <summary>One list for all cases of a set: it ends at the rounds of the workload that needs most.</summary>
    public IReadOnlyList<int> Looks => LookLadder.Of(Workloads.Max(workload => workload.RecommendedRounds));

    /// <summary>What to write into the configuration set.</summary>
    public string Yaml
    {
        get
        {
            var text = new StringBuilder();
            text.Append("# thresholds.yaml\n").Append($"looks: [{string.Join(", ", Looks)}]\n");
            var sections = Sections().ToList();
            if (sections.Count > 0)
                text.Append("# performance-test-spec.yaml\ntest_types:\n");
            foreach (var type in sections.GroupBy(section => section.Path[0]))
            {
                text.Append($"  {type.Key}:\n");
                foreach (var (path, seconds) in type)
                {
                    var indent = path.Length > 1 ? "      " : "    ";
                    if (path.Length > 1)
                        text.Append($"    {path[1]}:\n");
                    text.Append($"{indent}durations: [{seconds}]\n");
                }
            }
            return text.ToString();
        }
    }

    /// <summary>
    /// Each section whose durations are a choice once; where its workloads differ, the duration of the one that resolves least.
    /// </summary>
    private IEnumerable<(string[] Path, double Seconds)> Sections() =>
        Workloads
            .Where(workload => workload.Best.IsChoice)
            .GroupBy(workload => workload.Section)
            .Select(section => (section.Key.Split('.'), section.MaxBy(workload => workload.Best.ReachedPercent)!.RecommendedSeconds));
}
