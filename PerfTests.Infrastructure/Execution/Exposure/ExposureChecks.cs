using PerfTests.Infrastructure.Analysis.Exposure;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Results.Exposure;

namespace PerfTests.Infrastructure.Execution.Exposure;

/// <summary>Holds one instance of a tool, as an exposure run saw it, against what its configuration asks.</summary>
/// <param name="tool">The instance.</param>
/// <param name="traffic">What the load put on the server's interface.</param>
/// <param name="moment">When the run was made.</param>
internal sealed class ExposureChecks(ToolObservation tool, LoadTraffic? traffic, ExposureMoment moment)
{
    // Headers and resent data come on top of what a load moved by its own account.
    private const double LeastShare = 0.9;

    // Tools have a program for each of hundreds of functions.
    private const int MostNamed = 20;

    private readonly IReadOnlyList<ExposedProgram> _programs = tool.Exposed;
    private readonly ToolExposure _asked = tool.Exposure;

    /// <summary>Every check, those first that explain the others.</summary>
    public IReadOnlyList<ExposureCheck> All() =>
        [
            Alive(),
            .. PrintedChecks.Of(tool, moment),
            Programs(),
            .. Kinds(),
            Unattached(),
            .. Interface(),
            Ran(),
            .. BoundPrograms.Check(tool, traffic?.Seen, moment),
            Idle(),
        ];

    /// <summary>What a reader should know although every check passed.</summary>
    public IEnumerable<string> Notes()
    {
        var idle = ExposureFigures.Idle(_programs);
        if (idle.Count > 0 && idle.Count < _programs.Count)
            yield return $"{idle.Count} of the tool's {_programs.Count} BPF programs never ran under this load, so what they cost is not "
                + $"in this verdict: {Names(idle, program => On(program) is { Length: > 0 } on ? $" ({on[2..]})" : "")}";
        // A program on an interface runs for packets, whatever the tool follows.
        var hardly = ExposureFigures
            .HardlyRan(_programs, traffic?.Seen, _asked.MinRunsPerPacket)
            .Where(program => _asked.Traffic == ExposureTraffic.Packets || program.Bound.Count > 0)
            .ToList();
        if (hardly.Count > 0)
            yield return $"{hardly.Count} of the tool's {_programs.Count} BPF programs ran for few of the load's packets, so what they "
                + $"cost under a load that runs them is not in this verdict: "
                + Names(hardly, program => $" ({program.RunCount:#,0} runs{On(program)})");
        if (
            _asked.Traffic == ExposureTraffic.Packets
            && ExposureFigures.Busiest(_programs) is { IdleRunsPerSecond: { } rate } busiest
            && tool.WatchedSeconds > 0
            && rate >= 0.5 * busiest.RunCount / tool.WatchedSeconds
        )
            yield return $"{Name(busiest)} ran {rate:#,0} times a second without the load too, " + $"so its runs are not the load's alone";
        if (tool.LacksProcess)
            yield return "no process of the tool was found, so its CPU in user space is unknown: if none of it runs there, say "
                + "has_process: false in its loader block";
        foreach (var note in PrintedChecks.Notes(tool.Printed))
            yield return note;
        if (_asked.Output is null)
            yield return _asked.Traffic == ExposureTraffic.Events
                ? "as configured (traffic: events), the tool's programs need not run for the load's packets"
                : "run counts show that the tool's programs ran, not what they did with the packets: exposure.output can ask the tool";
    }

    public static ExposureCheck Check(
        string role,
        ExposureMoment moment,
        ExposureRule rule,
        double measured,
        double? min,
        double? max,
        string text
    )
    {
        var check = new ExposureCheck
        {
            Rule = rule,
            Role = role,
            Moment = moment,
            Measured = double.IsFinite(measured) ? measured : double.MaxValue,
            Min = min,
            Max = max,
            Passed = false,
            Text = text,
        };
        return check with { Passed = check.KeepsLimits() };
    }

    private ExposureCheck Alive()
    {
        var lost = tool.Before.Count(program => tool.After.All(other => other.Id != program.Id));
        var isThere = tool.AliveAfterLoad && lost == 0;
        return Check(
            ExposureRule.Alive,
            isThere ? 1 : 0,
            1,
            null,
            isThere ? "alive to the end of the load, with the programs it began with"
                : tool.AliveAfterLoad ? $"{lost} of the tool's {tool.Before.Count} BPF programs were gone when the load ended"
                : "the tool died while the load ran"
        );
    }

    private ExposureCheck Programs() =>
        Check(
            ExposureRule.Programs,
            _programs.Count,
            _asked.ExactPrograms ?? tool.ExpectedPrograms,
            _asked.ExactPrograms,
            $"the tool held {_programs.Count} BPF programs, "
                + (
                    _asked.ExactPrograms is { } exactly
                        ? $"exactly {exactly} expected (exposure.programs.exactly)"
                        : $"at least {tool.ExpectedPrograms} expected (expected_programs)"
                )
        );

    private IEnumerable<ExposureCheck> Kinds()
    {
        foreach (var (type, count) in _asked.ProgramTypes)
            yield return Kind(_programs.Count(program => program.Type == type), count, $"of type {type}");
        foreach (var (pattern, count) in _asked.ProgramNames)
            yield return Kind(
                _programs.Count(program => program.Name is { } name && Glob.Matches(pattern, name)),
                count,
                $"named {pattern}{(_programs.All(program => program.Name is null) ? " (the host has no bpftool that tells names)" : "")}"
            );

        ExposureCheck Kind(int held, int expected, string what) =>
            Check(
                ExposureRule.ProgramKinds,
                held,
                expected,
                null,
                $"the tool held {held} BPF programs {what}, at least {expected} expected"
            );
    }

    private ExposureCheck Unattached()
    {
        var found = ExposureFigures.Unattached(_programs);
        return Check(
            ExposureRule.Unattached,
            found.Count,
            null,
            _asked.MaxUnattachedPrograms,
            found.Count == 0
                ? _programs.Any(program => program.Attached is not null)
                    ? "no program is attached to nothing"
                    : "what its programs are attached to is unknown (no bpftool, or kinds that it does not show)"
                : $"{found.Count} of the tool's {_programs.Count} BPF programs were loaded, never ran and are attached to nothing: "
                    + $"{Names(found)}; {_asked.MaxUnattachedPrograms} may (exposure.unattached_programs)"
        );
    }

    private ExposureCheck Idle()
    {
        var idle = ExposureFigures.Idle(_programs);
        return Check(
            ExposureRule.Idle,
            idle.Count,
            null,
            _asked.MaxIdlePrograms,
            idle.Count == 0
                ? "every program ran under the load"
                : $"{idle.Count} of the tool's {_programs.Count} BPF programs never ran under the load: "
                    + $"{Names(idle)}{(_asked.MaxIdlePrograms is { } most ? $"; {most} may (exposure.idle_programs)" : "")}"
        );
    }

    private IEnumerable<ExposureCheck> Interface()
    {
        if (traffic?.Share is not { } share)
            yield break;
        yield return Check(
            ExposureRule.Interface,
            share,
            LeastShare,
            null,
            share >= LeastShare
                ? $"{traffic.Seen.Interface} of the server carried the load"
                : $"interface {traffic.Seen.Interface} of the server carried {Text(100 * share)} % of what the load moved: correct "
                    + $"interface in test-environments.yaml, or see whether its driver counts what an XDP program handles"
        );
    }

    private ExposureCheck Ran()
    {
        var sum = _programs.Sum(program => program.RunCount);
        var none = $"none of the tool's {_programs.Count} BPF programs ran while the load ran (run_cnt did not grow)";
        if (_asked.Traffic == ExposureTraffic.Events)
            return Check(
                ExposureRule.Runs,
                sum,
                _asked.MinRuns,
                null,
                sum <= 0 ? none : $"the tool's programs ran {sum:#,0} times, at least {_asked.MinRuns:#,0} asked (exposure.min_runs)"
            );
        var ratio = ExposureFigures.RunsPerPacket(_programs, traffic?.Seen);
        return Check(
            ExposureRule.RunsPerPacket,
            ratio,
            _asked.MinRunsPerPacket,
            _asked.MaxRunsPerPacket,
            sum <= 0 ? none : PerPacket(ratio)
        );
    }

    private string PerPacket(double ratio)
    {
        var busiest = ExposureFigures.Busiest(_programs)!;
        var (runs, seen) = (ExposureFigures.Runs(busiest), traffic?.Seen);
        var merged = seen is not null && seen.LeastPackets < seen.Packets ? $", counted as {seen.LeastPackets:#,0}" : "";
        var asked =
            $"at least {Text(_asked.MinRunsPerPacket)}{(_asked.MaxRunsPerPacket is { } most ? $" and at most {Text(most)}" : "")} asked "
            + $"(exposure.runs_per_packet)";
        var because =
            ratio >= _asked.MinRunsPerPacket ? ""
            : BpfProgramTypes.IsTimed(busiest.Type)
                ? "; it runs by a clock. A tool that follows events and not packets says exposure.traffic: events"
            : busiest.RunCount > runs
                ? $"; {busiest.RunCount:#,0} runs in all, but it runs {busiest.IdleRunsPerSecond:#,0} times a second without the load "
                    + $"too: it seems to be attached to other traffic"
            : "; it seems to be attached to other traffic. A tool that follows events and not packets says exposure.traffic: events";
        return $"{Name(busiest)} ran {Text(ratio)} times per packet of the load ({runs:#,0} runs, {seen?.Packets ?? 0:#,0} packets on "
            + $"{seen?.Interface ?? "no interface"}{merged}), {asked}{because}";
    }

    private ExposureCheck Check(ExposureRule rule, double measured, double? min, double? max, string text) =>
        Check(tool.Role, moment, rule, measured, min, max, text);

    private static string Text(double number) => number.ToString("0.####");

    private static string Names(IReadOnlyList<ExposedProgram> programs, Func<ExposedProgram, string>? more = null) =>
        string.Join(", ", programs.Take(MostNamed).Select(program => Name(program) + more?.Invoke(program)))
        + (programs.Count > MostNamed ? $" and {programs.Count - MostNamed} more" : "");

    private static string On(ExposedProgram program) =>
        program.Bound.Count == 0 ? "" : $", on {string.Join(" and ", program.Bound.Select(at => at.Interface).Distinct())}";

    internal static string Name(ExposedProgram program) =>
        program.Name is { Length: > 0 } name ? name : $"program {program.Id} ({program.Type})";
}
