using PerfTests.Infrastructure.Execution.Cases;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Execution.Progress;
using PerfTests.Infrastructure.Execution.Runs;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Results.Files;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Lab;
using PerfTests.Infrastructure.Tools.Deployment;

namespace PerfTests.Infrastructure.Tests.Execution.Cases;

[TestFixture]
[Category("Lab")]
internal sealed class CaseConditionsTests
{
    [OneTimeSetUp]
    public void RequireLab() => LabSsh.RequireLab();

    [Test]
    public async Task Facts_that_cannot_be_read_are_a_change_and_drop_the_round()
    {
        using var set = new ConfigFolder().Write(
            "ssh-hosts.yaml",
            "ssh_hosts: {one: {host: 'lab:system-server'}, two: {host: 'lab:system-client'}}"
        );
        var plan = SessionPlan.Load(new SessionOptions { ConfigDir = set.Folder, ResultDir = Path.Combine(set.Folder, "result") });
        var perfCase = plan.Cases[0];
        var source = new LabHostSource();
        try
        {
            await source.PrepareAsync([.. perfCase.Environment.Hosts], CancellationToken.None);
            await using var hosts = await SessionHosts.OpenAsync([perfCase.Environment], [], source, CancellationToken.None);
            await using var hooks = await SessionHooks.EnterAsync(
                plan,
                [perfCase],
                hosts,
                source,
                [],
                new SilentLog(),
                TimeProvider.System,
                CancellationToken.None
            );
            var executor = new RunExecutor(
                hosts,
                hooks,
                new ToolDeployment(plan.Config.SourceFolders),
                new ResultTree(plan.Options.ResultDir),
                plan.Config.Monitoring,
                plan.Config.Thresholds.Validity,
                TimeProvider.System
            );
            var conditions = await CaseConditions.ReadAsync(perfCase, executor, CancellationToken.None);
            Assert.That(await conditions.ChangeAsync(isToolRunning: false, CancellationToken.None), Is.Null, "nothing has changed yet");
            await source.DisposeAsync();
            Assert.That(
                await conditions.ChangeAsync(isToolRunning: false, CancellationToken.None),
                Does.StartWith("the hosts' facts cannot be read: host ")
            );
            Assert.That(
                (await CaseConditions.ReadAsync(perfCase, executor, CancellationToken.None)).Fingerprint.Differences(
                    conditions.Fingerprint
                ),
                Is.Empty,
                "a case begins with what was known"
            );
        }
        finally
        {
            await source.DisposeAsync();
        }
    }
}
