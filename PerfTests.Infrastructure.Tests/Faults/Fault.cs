using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>One row of the table of faults.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Stage">Where the session is then; null for a fault that is there from the start.</param>
internal sealed record Fault(string Kind, FaultStage? Stage = null)
{
    /// <summary>What the tool does wrong, as <c>fault_tool.py --fault</c> names it.</summary>
    public string Tool { get; init; } = "none";

    /// <summary>Text of <c>hooks.yaml</c>.</summary>
    public string? Hooks { get; init; }

    /// <summary>Makes the machine ready for the fault.</summary>
    public string? Before { get; init; }

    /// <summary>What happens at the stage.</summary>
    public Func<FaultMachine, RunningSession, Task> Inject { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Undoes what is the fault's own and not the session's, after asserting that the session left it alone.</summary>
    public string? After { get; init; }

    /// <summary>Whether the controller is killed, so that the next session cleans up.</summary>
    public bool KillsController { get; init; }

    /// <summary>Whether a session with this fault has measured nothing that may pass.</summary>
    public bool MustNotPass { get; init; }

    /// <summary>Whether the run that was under way at the fault is worth nothing.</summary>
    public bool BreaksRun { get; init; }

    /// <summary>Whether a host cannot be reached any more, so that what runs there ends at its own time limit and not before.</summary>
    public bool CutsHostOff { get; init; }

    /// <summary>Text in the command line of another's process on a host, which must outlive the session.</summary>
    public string? Foreign { get; init; }

    /// <summary>What the session must tell; it names what it may leave, which is not its own.</summary>
    public Regex? Told { get; init; }

    public override string ToString() => Stage is null ? Kind : $"{Kind}, {Stage.Name}";
}
