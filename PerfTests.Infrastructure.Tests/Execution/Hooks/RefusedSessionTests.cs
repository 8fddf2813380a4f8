using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Tests.Configuration.Loading;
using PerfTests.Infrastructure.Tests.Lab;

namespace PerfTests.Infrastructure.Tests.Execution.Hooks;

[TestFixture]
[Category("Lab")]
[NonParallelizable] // it looks for labs that this process has left
internal sealed class RefusedSessionTests
{
    [Test]
    public async Task A_session_that_its_hook_refuses_is_cleaned_up_and_measures_nothing()
    {
        LabSsh.RequireLab();
        using var set = new ConfigFolder();
        var notes = set.File("notes.log");
        foreach (var file in (string[])["ssh-hosts.yaml", "test-environments.yaml"])
            set.Write(file, await File.ReadAllTextAsync(RepositoryFolder.Of("config", file)));
        set.Write(
            "hooks.yaml",
            $$"""
            hooks:
              init: [{name: i-session, at: session, on: lab-vm-host, run: "echo wrong kernel; exit 1"}, {name: never, at: session, on: server, run: "echo never >> {{notes}}"}]
              custom: [{name: watch, at: session, on: server, run: "sleep 300"}]
              post: [{name: p-session, at: session, on: lab-vm-host, run: "echo post session >> {{notes}}"}]
            """
        );
        var plan = SessionPlan.Load(
            new SessionOptions
            {
                ConfigDir = set.Folder,
                ResultDir = Path.Combine(set.Folder, "result"),
                Environments = ["lab-system"],
            }
        );
        await Assert.ThatAsync(
            () => TestSession.StartAsync(plan, plan.Cases, new LabHostSource(), TimeProvider.System, CancellationToken.None),
            Throws
                .TypeOf<HookFailedException>()
                .With.Message.EqualTo("hook i-session (init, session) failed on lab-vm-host: exit code 1: wrong kernel")
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllLinesAsync(notes), Is.EqualTo(new[] { "post session" }));
            Assert.That(
                (await EmbeddedLab.ListAsync(CancellationToken.None)).Where(lab => lab.OwnerProcessId == Environment.ProcessId),
                Is.Empty
            );
        }
    }
}
