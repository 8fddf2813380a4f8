using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Execution.Needs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Remote;
using PerfTests.Workbench.Doctor.Checks;

namespace PerfTests.Workbench.Doctor;

/// <summary>Examines hosts, all at once. What a trial needs to write there is removed again.</summary>
internal sealed class HostExamination(IHostSource source, MonitoringConfig monitoring, TimeProvider time)
{
    // ssh itself gives up on a silent address after 10 s; the rest is for a log-in on a slow host.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CopyLimit = TimeSpan.FromSeconds(20);

    internal static IReadOnlyList<IHostCheck> Checks(string workDir, MonitoringConfig monitoring) =>
        [
            new LoginShellCheck(),
            new PrivilegesCheck(),
            new ProgramsCheck(monitoring),
            new BpfCheck(),
            new ClockCheck(),
            new CpuCheck(),
            new CoresCheck(),
            new CountersCheck(monitoring),
            new ForeignLoadCheck(),
            new TestInterfaceCheck(),
            new PortsCheck(),
            new StorageCheck(workDir),
            new LeftoversCheck(workDir),
            new SshServerCheck(),
        ];

    /// <param name="hosts">What is needed of each host; the source has prepared them.</param>
    public async Task<DoctorReport> ExamineAsync(IReadOnlyList<HostNeeds> hosts, CancellationToken cancellationToken)
    {
        using var opener = new HostOpener(source);
        var examined = await Task.WhenAll(hosts.Select(needs => ExamineAsync(needs, opener, cancellationToken)));
        var probed = examined.Select(host => host.Probed).OfType<ProbedHost>().ToList();
        var environments = hosts
            .SelectMany(needs => needs.Sides)
            .Select(side => side.Environment)
            .DistinctBy(environment => environment.Id);
        var pairs = environments.SelectMany(environment => EnvironmentCheck.Judge(environment, probed)).ToList();
        return new DoctorReport([
            .. hosts
                .Zip(examined)
                .SelectMany(host => host.Second.Findings.Concat(pairs.Where(finding => finding.Host == host.First.Host.Id))),
        ]);
    }

    private async Task<(IReadOnlyList<CheckResult> Findings, ProbedHost? Probed)> ExamineAsync(
        HostNeeds needs,
        HostOpener opener,
        CancellationToken cancellationToken
    )
    {
        SshTarget target;
        IRemoteHost opened;
        try
        {
            target = source.Target(needs.Host);
            opened = opener.Open(needs.Host);
        }
        catch (RemoteException exception)
        {
            return (
                [new CheckResult(needs.Host.Id, "reachable", CheckStatus.Fail, exception.Message, "correct host in ssh-hosts.yaml")],
                null
            );
        }
        await using var host = opened;
        var reached = await ConnectAsync(target, host, cancellationToken);
        if (reached.Status != CheckStatus.Ok)
            return ([reached], null);
        var checks = Checks(host.WorkDir, monitoring);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectLimit);
        var granted = ConnectLimit;
        try
        {
            var slowness = await HostSlowness.MeasureAsync(host, time, limit.Token);
            granted = HostProbe.Limit(slowness);
            limit.CancelAfter(granted);
            var probed = await new HostProbe(checks, time, slowness).AskAsync(needs, host, limit.Token);
            IEnumerable<CheckResult> copied =
                needs.Tools.Count > 0 ? [await CopyTrial.TryAsync(needs.Host.Id, host, CopyLimit * slowness, cancellationToken)] : [];
            return ([reached, .. checks.SelectMany(check => check.Judge(probed)), .. copied, .. CutOff(probed)], probed);
        }
        catch (RemoteException exception)
        {
            return ([ReachabilityCheck.Judge(target, exception.Details)], null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ([ReachabilityCheck.TooSlow(target, granted)], null);
        }
    }

    private async Task<CheckResult> ConnectAsync(SshTarget target, IRemoteHost host, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectLimit);
        var started = time.GetTimestamp();
        try
        {
            await host.ConnectAsync(limit.Token);
            return ReachabilityCheck.Reached(target, host.Transport, time.GetElapsedTime(started));
        }
        catch (RemoteException exception)
        {
            return ReachabilityCheck.Judge(target, exception.Details);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ReachabilityCheck.TooSlow(target, ConnectLimit);
        }
    }

    // What nobody looked at may be what spoils the session: such a host is not usable.
    internal static IEnumerable<CheckResult> CutOff(ProbedHost probed)
    {
        if (probed.NotExamined.Count > 0)
        {
            yield return probed.Fail(
                "examination",
                $"the host ran out of time; not examined: {string.Join(", ", probed.NotExamined)}",
                "find what hangs or slows it down (top, df, a login shell that waits), then examine it again"
            );
        }
    }
}
