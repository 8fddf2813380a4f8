using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>A stage of a session, known from what is seen of it and not from the time that has passed.</summary>
/// <param name="Line">What the session has printed then.</param>
/// <param name="IsSeen">What is seen on its machine after that line.</param>
internal sealed record FaultStage(string Name, string Line, Func<FaultMachine, bool>? IsSeen = null)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    public static FaultStage LabRaising { get; } =
        new("lab raising", "^lab raising", machine => Directory.Exists(machine.In("/run/perftests/lab-0")));
    public static FaultStage HostsLeased { get; } = new("hosts being leased", "^lab up");
    public static FaultStage SessionStarted { get; } = new("before the first case", "^session started");
    public static FaultStage ToolDeploying { get; } = new("tool deploying", "^case ");
    public static FaultStage ToolStarting { get; } = new("tool starting", "^step exposure run", machine => machine.Has("tool-started"));
    public static FaultStage ExposureRun { get; } = new("exposure run", "^step exposure run", IsLoaded);
    public static FaultStage BaselineLoad { get; } = new("baseline load", "^step round 1: baseline before", IsLoaded);
    public static FaultStage ToolLoad { get; } = new("tool load", "^step round 1: with the tool", IsLoaded);
    public static FaultStage BetweenRuns { get; } = new("between runs", "^run Success");
    public static FaultStage ToolStopping { get; } = new("tool stopping", "^step exposure run", machine => machine.Has("tool-stopping"));
    public static FaultStage Judging { get; } = new("judging", "^verdict ");
    public static FaultStage LabGoingDown { get; } = new("lab going down", "^lab going down");

    public static IReadOnlyList<FaultStage> All { get; } =
    [
        LabRaising,
        HostsLeased,
        ToolDeploying,
        ToolStarting,
        ExposureRun,
        BaselineLoad,
        ToolLoad,
        BetweenRuns,
        ToolStopping,
        Judging,
        LabGoingDown,
    ];

    /// <returns>False when the session ended before.</returns>
    public async Task<bool> IsReachedAsync(FaultMachine machine, RunningSession session, CancellationToken cancellationToken)
    {
        if (!await session.SaysAsync(new Regex(Line), cancellationToken))
            return false;
        while (IsSeen is not null && !IsSeen(machine))
        {
            if (session.HasEnded)
                return false;
            await Task.Delay(PollInterval, cancellationToken);
        }
        return true;
    }

    private static bool IsLoaded(FaultMachine machine) => machine.Processes.Any(process => process.IsLoadClient);
}
