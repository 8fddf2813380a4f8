using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Matrix;
using PerfTests.Infrastructure.Reporting;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Infrastructure.Tests.Faults;

/// <summary>
/// The controller that faults are injected into: a session as the suite runs it, in a process of its own that prints where it is.
/// </summary>
internal sealed class FaultSession(SessionOptions options, TextWriter output)
{
    /// <summary>Every session ends with a line that begins so, with the exit code and what a user is told.</summary>
    public const string End = "end ";

    public const string Judged = "verdict ";

    private const int Stopped = 1;

    /// <returns>0 all passed, 1 not all did or the session was stopped, 2 configuration, 3 environment not usable.</returns>
    public static async Task<int> RunAsync(string configDir, string resultDir)
    {
        var session = new FaultSession(new SessionOptions { ConfigDir = configDir, ResultDir = resultDir }, Console.Out);
        using var signals = new StopSignals();
        session.Say("session begins");
        var (exitCode, message) = await session.MeasureAsync(signals.Stopping);
        session.Say($"{End}{exitCode} {message}");
        return exitCode;
    }

    public void Say(string line)
    {
        // One write a line, so that whoever kills this process never reads half of one.
        output.Write($"{line.ReplaceLineEndings(" | ")}\n");
        output.Flush();
    }

    private async Task<(int ExitCode, string Message)> MeasureAsync(CancellationToken stopping)
    {
        try
        {
            using var tree = await ExclusiveUse.OfResultTreeAsync(options.ResultDir, options.Wait, TimeProvider.System, stopping);
            SessionReport.Discard(options.ResultDir);
            var plan = SessionPlan.Load(options);
            PerfCase[] cases = [.. plan.Cases.Where(perfCase => perfCase.Arm == Arm.Ebpf)];
            var source = new AnnouncingSource(new LabHostSource(options.LockDir), this);
            TestSession session;
            var begun = await TestSession.StartAsync(plan, cases, source, [], new AnnouncingLog(this), TimeProvider.System, stopping);
            await using (session = begun)
            {
                Say("session started");
                foreach (var perfCase in cases)
                    await MeasureAsync(session, perfCase, stopping);
                Say("session judged");
            }
            Say("hosts given back");
            return await ReportAsync(session, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return (Stopped, "the session was stopped before its first case");
        }
        catch (Exception exception) when (IsForUsers(exception))
        {
            return (exception is ConfigurationException ? 2 : 3, exception.Message);
        }
    }

    private async Task MeasureAsync(TestSession session, PerfCase perfCase, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
            return;
        Say($"case {perfCase.Name}");
        try
        {
            var verdict = await session.RunAsync(perfCase, new AnnouncingLog(this), stopping);
            Say($"{Judged}{verdict.Verdict} {perfCase.Name}");
            foreach (var reason in verdict.Reasons)
                Say($"reason {reason}");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Say("case stopped");
        }
        catch (Exception exception) when (IsForUsers(exception))
        {
            // As a test runner does: the case is broken, and the next one has its turn.
            Say($"case broken: {exception.Message}");
        }
    }

    private async Task<(int ExitCode, string Message)> ReportAsync(TestSession session, CancellationToken stopping)
    {
        var outcome = await SessionReport.BuildAsync(
            options.ResultDir,
            new SessionCases(
                session.Selected.Select(perfCase => perfCase.Name).ToHashSet(StringComparer.Ordinal),
                session.Verdicts.Select(verdict => verdict.Case).ToHashSet(StringComparer.Ordinal)
            ),
            failOnInconclusive: false,
            TimeProvider.System,
            CancellationToken.None
        );
        Say("report written");
        if (session.Unjudged is { Count: > 0 } unjudged)
        {
            return (
                Stopped,
                stopping.IsCancellationRequested
                    ? $"the session was stopped: {unjudged.Count} of {session.Selected.Count} cases have no verdict"
                    : $"{unjudged.Count} of {session.Selected.Count} cases have no verdict"
            );
        }
        var failed = session.Verdicts.Count(verdict => verdict.Verdict is Verdict.Fail or Verdict.Invalid);
        return (failed == 0 ? 0 : 1, $"{failed} of {session.Verdicts.Count} cases failed; report in {outcome.Text.Length} characters");
    }

    /// <summary>Errors whose message is written for users. Any other ends the process with a stack trace, which is a finding.</summary>
    private static bool IsForUsers(Exception exception) =>
        exception
            is ConfigurationException
                or LabUnavailableException
                or InUseException
                or ResultStorageException
                or Infrastructure.Remote.RemoteException
                or Infrastructure.Execution.Hooks.HookFailedException;
}
