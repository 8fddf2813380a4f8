using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Remote;

namespace PerfTests.Infrastructure.Execution.Doctor;

/// <summary>Examines hosts, all at once. Nothing on them is changed.</summary>
internal sealed class HostExamination(IHostSource source, MonitoringConfig monitoring, TimeProvider time)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(70);

    internal static IReadOnlyList<IHostCheck> Checks(string workDir, MonitoringConfig monitoring) =>
    [
        new LoginShellCheck(), new PrivilegesCheck(), new ProgramsCheck(monitoring), new BpfCheck(), new ClockCheck(), new CpuCheck(), new CountersCheck(monitoring),
        new ForeignLoadCheck(), new TestInterfaceCheck(), new PortsCheck(), new StorageCheck(workDir), new LeftoversCheck(workDir),
    ];

    /// <param name="hosts">What is needed of each host; the source has prepared them.</param>
    public async Task<DoctorReport> ExamineAsync(IReadOnlyList<HostNeeds> hosts, CancellationToken cancellationToken)
    {
        var sockets = Directory.CreateTempSubdirectory("perftests-");
        try
        {
            var examined = await Task.WhenAll(hosts.Select(needs => ExamineAsync(needs, sockets.FullName, cancellationToken)));
            var probed = examined.Select(host => host.Probed).OfType<ProbedHost>().ToList();
            var environments = hosts.SelectMany(needs => needs.Sides).Select(side => side.Environment).DistinctBy(environment => environment.Id);
            var pairs = environments.SelectMany(environment => EnvironmentCheck.Judge(environment, probed)).ToList();
            return new DoctorReport([.. hosts.Zip(examined).SelectMany(host =>
                host.Second.Findings.Concat(pairs.Where(finding => finding.Host == host.First.Host.Id)))]);
        }
        finally
        {
            sockets.Delete(recursive: true);
        }
    }

    private async Task<(IReadOnlyList<Finding> Findings, ProbedHost? Probed)> ExamineAsync(
        HostNeeds needs, string sockets, CancellationToken cancellationToken)
    {
        SshTarget target;
        try
        {
            target = source.Target(needs.Host);
        }
        catch (RemoteException exception)
        {
            return ([new Finding(needs.Host.Id, "reachable", CheckStatus.Fail, exception.Message, "correct host in ssh-hosts.yaml")], null);
        }
        await using var host = new OpenSshHost(target, sockets);
        var reached = await ConnectAsync(target, host, cancellationToken);
        if (reached.Status != CheckStatus.Ok)
            return ([reached], null);
        var checks = Checks(host.WorkDir, monitoring);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var probed = await new HostProbe(checks, time).AskAsync(needs, host, limit.Token);
            return ([reached, .. checks.SelectMany(check => check.Judge(probed)), .. CutOff(probed)], probed);
        }
        catch (RemoteException exception)
        {
            return ([ReachabilityCheck.Judge(target, exception.Details)], null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ([ReachabilityCheck.TooSlow(target, Limit)], null);
        }
    }

    private async Task<Finding> ConnectAsync(SshTarget target, OpenSshHost host, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectLimit);
        var started = time.GetTimestamp();
        try
        {
            await host.ConnectAsync(limit.Token);
            return ReachabilityCheck.Reached(target, time.GetElapsedTime(started));
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

    private static IEnumerable<Finding> CutOff(ProbedHost probed)
    {
        if (!probed.Login.IsComplete || probed.Root is { IsComplete: false })
            yield return probed.Warn("examination", "the host did not answer everything in time", "look at what is slow there, then examine it again");
    }
}
