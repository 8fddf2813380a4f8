using System.Collections.Concurrent;
using NUnit.Framework.Constraints;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Results.Rounds;
using PerfTests.Infrastructure.Tests.Lab;

namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>Whatever happens, nothing of the suite is left on the hosts, and no broken measurement passes.</summary>
/// <remarks>Not in an ordinary run: <c>./perftests test --faults</c> sets <see cref="FaultCase.Variable"/>.</remarks>
[TestFixture]
[Category("Faults")]
[Parallelizable(ParallelScope.Children)]
internal sealed class FaultTests
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StageLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan OwnEndLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<FaultOutcome> _outcomes = new();

    private static IEnumerable<TestCaseData> Cases =>
        FaultCase
            .Asked(Environment.GetEnvironmentVariable(FaultCase.Variable))
            .Select(fault => new TestCaseData(fault).SetArgDisplayNames($"{fault}"));

    [OneTimeSetUp]
    public void RequirePrograms()
    {
        LabSsh.RequireLab();
        if (
            ((string[])["iperf3", "bpftool", "unshare", "nsenter"]).FirstOrDefault(program => LocalCommand.Find(program) is null) is
            { } missing
        )
            Assert.Ignore($"the faults need {missing}: run scripts/install-prerequisites");
    }

    [OneTimeTearDown]
    public async Task WriteTable()
    {
        if (_outcomes.IsEmpty)
            return;
        await File.WriteAllTextAsync(RepositoryFolder.Of("artifacts", "faults.md"), FaultReport.Of(_outcomes));
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Nothing_is_left_and_nothing_broken_passes(FaultCase injected)
    {
        var fault = injected.Fault;
        // The kernel keeps 15 characters of a program's name.
        await using var machine = await FaultMachine.StartAsync($"fault{Guid.NewGuid().ToString("n")[..9]}");
        FaultSet.Write(machine, fault);
        if (fault.Before is { } before)
            await machine.ShellAsync(before);
        using var session = machine.StartSession("session", "/run/fault/config", "/run/fault/result");
        var moment = await InjectAsync(injected, machine, session);
        var hasEnded = await session.EndsAsync(EndLimit);
        var onHosts = hasEnded && fault.KillsController ? await CleanUpAsync(machine) : Said(session, AnnouncingSource.Left).ToList();
        if (fault.After is { } after)
            await machine.ShellAsync(after);
        var left = await Leftovers.LookAsync(machine, LookLimit);
        var (foreign, own) = (onHosts.Where(IsForeign).ToList(), onHosts.Where(process => !IsForeign(process)));
        left = left with { Processes = [.. own, .. left.Processes] };
        var verdict = Said(session, FaultSession.Judged).Select(line => line.Split(' ')[0]).LastOrDefault();
        var broken = verdict == nameof(Verdict.Pass) && (fault.MustNotPass || (fault.BreaksRun && await CountsAsync(machine, moment)));
        var ending =
            !hasEnded ? "no end"
            : fault.KillsController && session.ExitCode == 137 ? "killed"
            : $"exit {session.ExitCode}";
        _outcomes.Enqueue(new FaultOutcome(fault, ending, verdict, broken, left));

        TestContext.Out.WriteLine(string.Join('\n', [.. session.Lines, .. session.Errors, .. left.All.Select(each => $"left: {each}")]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(moment, Is.Not.Null, "the session came to the stage");
            Assert.That(hasEnded, $"the session ended within {EndLimit.TotalMinutes} minutes");
            // What runs on a host that cannot be reached ends at its time limit, and the next lease removes its scratch folder.
            var end = fault.CutsHostOff
                ? Is.All.StartsWith("process ").Or.StartsWith("namespace ").Or.Contains("/perftests/tool-")
                : (IResolveConstraint)Is.Empty;
            Assert.That(left.All, end, "what is left");
            Assert.That(foreign, Has.Count.EqualTo(fault.Foreign is null ? 0 : 1), "another's process outlives the session");
            Assert.That(broken, Is.False, "something broken passed");
            if (ending != "killed")
            {
                Assert.That(
                    Said(session, FaultSession.End).ToList(),
                    Has.Count.EqualTo(1).And.All.Match("^[0-3] .{10}"),
                    "one line tells how it ended"
                );
                Assert.That(session.Errors, Is.Empty);
            }
            if (fault == FaultTable.All[0])
                Assert.That(
                    verdict,
                    Is.EqualTo(nameof(Verdict.Pass)),
                    "without a fault it passes, so that the faults have something to break"
                );
            if (fault.Told is { } told)
                Assert.That(session.Lines, Has.Some.Match(told), "what the session must tell");
        }

        bool IsForeign(string process) => fault.Foreign is { } text && process.Contains(text, StringComparison.Ordinal);
    }

    /// <returns>When it was injected; null when the session never came to the stage.</returns>
    private static async Task<DateTimeOffset?> InjectAsync(FaultCase injected, FaultMachine machine, RunningSession session)
    {
        var moment = TimeProvider.System.GetUtcNow();
        if (injected.Fault.Stage is not { } stage)
            return moment;
        using var limit = new CancellationTokenSource(StageLimit);
        try
        {
            if (!await stage.IsReachedAsync(machine, session, limit.Token))
                return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        await Task.Delay(injected.Delay, CancellationToken.None);
        moment = TimeProvider.System.GetUtcNow();
        await injected.Fault.Inject(machine, session);
        return moment;
    }

    /// <summary>What a killed controller started ends by itself; its lab is removed by the next session.</summary>
    /// <returns>What did not end by itself.</returns>
    private static async Task<List<string>> CleanUpAsync(FaultMachine machine)
    {
        var started = TimeProvider.System.GetTimestamp();
        List<MachineProcess> left;
        while (
            (left = [.. machine.Processes.Where(process => !process.IsListener)]).Count > 0
            && TimeProvider.System.GetElapsedTime(started) < OwnEndLimit
        )
            await Task.Delay(20);
        using var next = machine.StartSession("clean");
        Assert.That(await next.EndsAsync(EndLimit), "the next session ends");
        Assert.That((next.ExitCode, string.Join('\n', next.Errors)), Is.EqualTo((0, "")), "the next session cleans up");
        return [.. left.Select(process => $"process {process}")];
    }

    /// <summary>Whether the run that was under way at a moment is in a round that counts.</summary>
    private static async Task<bool> CountsAsync(FaultMachine machine, DateTimeOffset? moment)
    {
        var store = new CaseStore(new ResultTree(machine.Result));
        foreach (var tested in (await store.ReadCasesAsync(CancellationToken.None)).Items)
        {
            var rounds = await store.ReadAsync<IReadOnlyList<RoundRecord>>(
                tested.Verdict.Case,
                CaseStore.RoundsFile,
                CancellationToken.None
            );
            var counted = rounds.Where(round => round.DroppedBecause is null).SelectMany(round => round.Runs);
            foreach (var folder in counted)
            {
                var execution = (await store.ReadRunAsync(folder, CancellationToken.None)).Execution;
                if (execution.StartTime <= moment && moment <= execution.EndTime)
                    return true;
            }
        }
        return false;
    }

    private static IEnumerable<string> Said(RunningSession session, string prefix) =>
        session.Lines.Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line[prefix.Length..]);
}
