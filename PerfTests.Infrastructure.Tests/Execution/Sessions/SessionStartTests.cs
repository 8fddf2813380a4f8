using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Lab;

namespace PerfTests.Infrastructure.Tests.Execution.Sessions;

[TestFixture]
[Category("Lab")]
[NonParallelizable] // it looks for labs that this process has left
internal sealed class SessionStartTests
{
    [OneTimeSetUp]
    public void RequireLab() => LabSsh.RequireLab();

    [Test]
    public async Task A_lab_host_that_does_not_exist_is_told_with_those_that_do_and_the_lab_is_taken_down()
    {
        using var set = new ConfigFolder().Write("ssh-hosts.yaml", "ssh_hosts: {one: {host: 'lab:vm-host'}, two: {host: 'lab:vm-hots'}}");
        await AssertRefusedAsync(set, "the embedded lab has no host 'vm-hots'");
    }

    [Test]
    public async Task A_host_that_is_down_is_told_and_the_lab_is_taken_down()
    {
        using var set = new ConfigFolder().Write(
            "ssh-hosts.yaml",
            "ssh_hosts: {one: {host: 'lab:vm-host'}, two: {host: 127.0.0.1, port: 1}}"
        );
        await AssertRefusedAsync(set, "host two: ");
    }

    [Test]
    public async Task A_program_that_a_host_lacks_is_told_before_the_first_case_with_what_needs_it()
    {
        using var set = new ConfigFolder()
            .Write("ssh-hosts.yaml", "ssh_hosts: {one: {host: 'lab:system-server'}, two: {host: 'lab:system-client'}}")
            .Write(
                "performance-test-spec.yaml",
                ConfigFolder.Loads.Replace("netserver", "/nonexistent/netserver", StringComparison.Ordinal)
            );
        await AssertRefusedAsync(
            set,
            "host one: /nonexistent/netserver (load server) not found there. Remedy: run scripts/install-prerequisites"
        );
    }

    private static async Task AssertRefusedAsync(ConfigFolder set, string message)
    {
        var plan = SessionPlan.Load(new SessionOptions { ConfigDir = set.Folder, ResultDir = set.Folder });
        await Assert.ThatAsync(
            () => TestSession.StartAsync(plan, plan.Cases, new LabHostSource(), TimeProvider.System, CancellationToken.None),
            Throws.TypeOf<RemoteException>().With.Message.Contains(message)
        );
        Assert.That(
            (await EmbeddedLab.ListAsync(CancellationToken.None)).Where(lab => lab.OwnerProcessId == Environment.ProcessId),
            Is.Empty
        );
    }
}
