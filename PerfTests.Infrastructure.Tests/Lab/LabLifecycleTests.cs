using System.Diagnostics;
using PerfTests.Infrastructure.Lab;

namespace PerfTests.Infrastructure.Tests.Lab;

[TestFixture]
[Category("Lab")]
[NonParallelizable] // it looks for what is left of any lab of this process, and of one that others would remove first
internal sealed class LabLifecycleTests
{
    [OneTimeSetUp]
    public void RequireLab() => LabSsh.RequireLab();

    [Test]
    public async Task A_lab_is_taken_down_to_nothing()
    {
        var mountsBefore = await File.ReadAllLinesAsync("/proc/mounts");
        var lab = await EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None);
        var server = lab.Hosts["vm-server"];
        // A process that ignores the polite signal and outlives its connection.
        await LabSsh.RunAsync(server, "setsid sh -c 'trap \"\" TERM; while :; do sleep 1; done' >/dev/null 2>&1 </dev/null & :");
        var processes = await LabTeardown.ProcessesAsync(lab.Index);
        Assert.That(processes, Has.Count.GreaterThan(lab.Hosts.Count));

        await lab.DisposeAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(LabTeardown.Namespaces(lab.Index), Is.Empty);
            Assert.That(LabTeardown.Interfaces(lab.Index), Is.Empty);
            Assert.That(processes.Where(IsRunning), Is.Empty);
            Assert.That(server.Folder, Does.Not.Exist);
            Assert.That(server.IdentityFile, Does.Not.Exist);
            // While another lab is up on this machine, what the labs share stays.
            if (!Directory.Exists(LabRegistry.OfThisMachine.StateRoot))
                Assert.That((await File.ReadAllLinesAsync("/proc/mounts")).Except(mountsBefore).Where(IsLabMount), Is.Empty);
        });
    }

    [Test]
    public async Task Disposing_twice_is_harmless()
    {
        var lab = await EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None);
        await lab.DisposeAsync();
        await lab.DisposeAsync();
        Assert.That(LabTeardown.Namespaces(lab.Index), Is.Empty);
    }

    [Test]
    public void A_failing_step_is_named_and_everything_made_before_it_is_removed()
    {
        var topology = LabTopology.Default with
        {
            Hosts = [.. LabTopology.Default.Hosts, "broken-host"],
            Bridges = [new("broken-host", "br0", ["no-such-port"])],
        };
        Assert.Multiple(() =>
        {
            Assert.That(
                () => EmbeddedLab.RaiseAsync(new LabOptions { Topology = topology }, CancellationToken.None),
                Throws
                    .TypeOf<LabUnavailableException>()
                    .With.Message.Contains("broken-host")
                    .And.Message.Contains("Cannot find device")
                    .And.Message.Contains("the line is: link set dev no-such-port master br0")
            );
            Assert.That(NamespacesOf("broken-host"), Is.Empty);
        });
    }

    [Test]
    public async Task A_raise_that_is_cancelled_at_any_moment_leaves_nothing()
    {
        var topology = LabTopology.Default with { Hosts = [.. LabTopology.Default.Hosts, "cancelled-host"] };
        for (var milliseconds = 0; milliseconds <= 200; milliseconds += 25)
        {
            using var cancellation = new CancellationTokenSource(milliseconds);
            try
            {
                await using var lab = await EmbeddedLab.RaiseAsync(new LabOptions { Topology = topology }, cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                // What the test is about.
            }

            Assert.That(NamespacesOf("cancelled-host"), Is.Empty);
        }

        Assert.That(
            (await EmbeddedLab.ListAsync(CancellationToken.None)).Where(lab => lab.OwnerProcessId == Environment.ProcessId),
            Is.Empty
        );
    }

    [Test]
    public async Task Labs_raised_in_the_same_moment_do_not_meet()
    {
        var labs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None)));
        try
        {
            Assert.That(labs.Select(lab => lab.Index), Is.Unique);
            foreach (var lab in labs)
                Assert.That(await LabSsh.RunAsync(lab.Hosts["vm-client"], "ping -n -c 1 -W 2 198.19.2.1"), Does.Contain(" 1 received"));
        }
        finally
        {
            await Task.WhenAll(labs.Select(lab => lab.DisposeAsync().AsTask()));
        }
    }

    [Test]
    public async Task A_named_lab_stands_until_it_is_taken_down_and_is_found_by_the_second_raise()
    {
        var options = new LabOptions { Name = $"test-{Guid.NewGuid():N}" };
        try
        {
            LabHost host;
            await using (var first = await EmbeddedLab.RaiseAsync(options, CancellationToken.None))
            {
                host = first.Hosts["vm-host"];
                Assert.That(first.WasUp, Is.False);
            }

            await using var second = await EmbeddedLab.RaiseAsync(options, CancellationToken.None);
            var listed = (await EmbeddedLab.ListAsync(CancellationToken.None)).Single(lab => lab.Name == options.Name);
            Assert.Multiple(async () =>
            {
                Assert.That(second.WasUp, Is.True);
                Assert.That(second.Hosts["vm-host"], Is.EqualTo(host));
                Assert.That(listed.Condition, Is.EqualTo(LabCondition.Standing));
                Assert.That(await LabSsh.RunAsync(host, "echo up"), Is.EqualTo("up"));
            });
        }
        finally
        {
            Assert.Multiple(async () =>
            {
                Assert.That(await EmbeddedLab.TakeDownAsync(options.Name, CancellationToken.None), Is.True);
                Assert.That(await EmbeddedLab.TakeDownAsync(options.Name, CancellationToken.None), Is.False);
            });
        }
    }

    [Test]
    public async Task A_named_lab_that_lost_its_servers_is_raised_anew()
    {
        var options = new LabOptions { Name = $"test-{Guid.NewGuid():N}" };
        try
        {
            await using var first = await EmbeddedLab.RaiseAsync(options, CancellationToken.None);
            await LocalCommand.RunAsync(
                ["sh", "-c", "kill -KILL \"$@\" 2>/dev/null; :", "kill", .. await LabTeardown.ProcessesAsync(first.Index)],
                CancellationToken.None
            );
            // Sockets close when a killed process exits, a moment after the signal.
            Assert.That(() => LabTeardown.ProcessesAsync(first.Index).GetAwaiter().GetResult(), Is.Empty.After(5000, 10));
            await using var second = await EmbeddedLab.RaiseAsync(options, CancellationToken.None);
            Assert.Multiple(async () =>
            {
                Assert.That(second.WasUp, Is.False);
                Assert.That(await LabSsh.RunAsync(second.Hosts["vm-host"], "echo up"), Is.EqualTo("up"));
            });
        }
        finally
        {
            await EmbeddedLab.TakeDownAsync(options.Name, CancellationToken.None);
        }
    }

    [Test]
    public async Task A_lab_whose_owner_was_killed_is_removed_by_the_next_raise()
    {
        using var owner = Process.Start(
            new ProcessStartInfo("dotnet", ["exec", typeof(LabLifecycleTests).Assembly.Location])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var index = int.Parse((await owner.StandardOutput.ReadLineAsync())!);
        var servers = await LabTeardown.ProcessesAsync(index);
        owner.Kill();
        await owner.WaitForExitAsync();
        Assert.That(
            (await EmbeddedLab.ListAsync(CancellationToken.None)).Single(lab => lab.Index == index),
            Has.Property(nameof(LabStatus.Condition))
                .EqualTo(LabCondition.Abandoned)
                .And.Property(nameof(LabStatus.OwnerProcessId))
                .EqualTo(owner.Id)
        );

        await using var next = await EmbeddedLab.RaiseAsync(new LabOptions(), CancellationToken.None);
        Assert.Multiple(async () =>
        {
            Assert.That(servers.Where(IsRunning), Is.Empty);
            Assert.That((await EmbeddedLab.ListAsync(CancellationToken.None)).Where(lab => lab.OwnerProcessId == owner.Id), Is.Empty);
        });
    }

    private static IEnumerable<string> NamespacesOf(string host) =>
        Directory.Exists("/run/netns") ? Directory.EnumerateFiles("/run/netns", "perftests-*-" + host) : [];

    /// <summary>A process that ended may wait as a zombie for its new parent, the machine's init, to notice.</summary>
    private static bool IsRunning(string process)
    {
        try
        {
            return !File.ReadLines($"/proc/{process}/status").Contains("State:\tZ (zombie)");
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsLabMount(string line) => line.Split(' ')[1] is "/run/netns" or "/sys/kernel/tracing";
}
