using PerfTests.Infrastructure.Lab;
using PerfTests.Infrastructure.Remote.Folders;
using PerfTests.Infrastructure.Tests.Remote.Folders;
using PerfTests.Infrastructure.Tests.Remote.Supervision;

namespace PerfTests.Infrastructure.Tests.Lab;

[TestFixture]
[Platform("Linux", Reason = "locks are those of Linux")]
internal sealed class LabRegistryTests
{
    private string _folder = "";
    private LabRegistry _registry = null!;

    [SetUp]
    public void MakeRegistry()
    {
        _folder = Directory.CreateTempSubdirectory("perftests-registry-").FullName;
        _registry = new(Path.Combine(_folder, "state"), Path.Combine(_folder, "work"));
    }

    [TearDown]
    public void DeleteRegistry() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Labs_reserved_in_the_same_moment_get_an_index_each()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => ReserveAsync())));
        Assert.That(claims.Select(claim => claim.Index).Order(), Is.EqualTo(Enumerable.Range(0, 20)));
        foreach (var claim in claims)
            await ReleaseAsync(claim);
    }

    [Test]
    public async Task The_lowest_free_index_is_used_again()
    {
        var first = await ReserveAsync();
        using var second = await ReserveAsync();
        await ReleaseAsync(first);
        using var third = await ReserveAsync();
        Assert.That(third.Index, Is.Zero);
    }

    [Test]
    public async Task A_held_lab_is_owned_and_not_abandoned()
    {
        using var claim = await ReserveAsync(new() { OwnerProcessId = 42 });
        Assert.Multiple(async () =>
        {
            Assert.That(await _registry.ClaimAbandonedAsync(default), Is.Empty);
            Assert.That(
                (await _registry.ListAsync(default)).Single(),
                Has.Property("Condition").EqualTo(LabCondition.Owned).And.Property("OwnerProcessId").EqualTo(42)
            );
        });
    }

    [TestCase("")]
    [TestCase("{\"name\": \"cut o")]
    [TestCase(null)]
    public async Task A_lab_without_its_owner_is_abandoned_whatever_state_it_left(string? state)
    {
        var claim = await ReserveAsync();
        if (state is null)
            File.Delete(LabClaim.StateFile(claim.Folder));
        else
            await File.WriteAllTextAsync(LabClaim.StateFile(claim.Folder), state);
        claim.Dispose();
        // A process that starts in this moment holds a copy of the lock until it becomes its program.
        await LocalProcesses.WaitUntilAsync(() => FirstCondition() == LabCondition.Abandoned, "the lab has no owner");
        var abandoned = await _registry.ClaimAbandonedAsync(default);
        Assert.That(abandoned.Single().Index, Is.EqualTo(claim.Index));
        await ReleaseAsync(abandoned.Single());

        LabCondition FirstCondition() => _registry.ListAsync(default).GetAwaiter().GetResult().Single().Condition;
    }

    [Test]
    public async Task An_abandoned_lab_is_claimed_by_one_only()
    {
        (await ReserveAsync()).Dispose();
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _registry.ClaimAbandonedAsync(default))));
        Assert.That(claims.Sum(claimed => claimed.Count), Is.EqualTo(1));
        await ReleaseAsync(claims.Single(claimed => claimed.Count == 1)[0]);
    }

    [Test]
    public async Task A_standing_lab_needs_no_owner_and_keeps_its_name_and_hosts()
    {
        var claim = await ReserveAsync(new() { Name = "desk" });
        claim.State = claim.State with
        {
            IsStanding = true,
            Hosts = [new("a", "198.18.0.2", 22, "/key", "/known", "/srv/perftests", "perftests-0-a")],
        };
        claim.Dispose();

        var listed = (await _registry.ListAsync(default)).Single();
        Assert.Multiple(async () =>
        {
            Assert.That(listed.Condition, Is.EqualTo(LabCondition.Standing));
            Assert.That(listed.Name, Is.EqualTo("desk"));
            Assert.That(listed.Hosts["a"], Is.EqualTo(claim.State.Hosts[0]));
            Assert.That(await _registry.ClaimAbandonedAsync(default), Is.Empty);
            Assert.That(await _registry.ClaimAsync("other", default), Is.Null);
        });
        using var again = await _registry.ClaimAsync("desk", default);
        Assert.That(again?.Index, Is.EqualTo(claim.Index));
    }

    [Test]
    public async Task A_name_in_use_is_refused_with_the_process_that_uses_it()
    {
        using var claim = await ReserveAsync(new() { Name = "desk", OwnerProcessId = 42 });
        Assert.Multiple(() =>
        {
            Assert.That(
                () => ReserveAsync(new() { Name = "desk" }),
                Throws.TypeOf<LabUnavailableException>().With.Message.Contains("process 42")
            );
            Assert.That(
                () => _registry.ClaimAsync("desk", default),
                Throws.TypeOf<LabUnavailableException>().With.Message.Contains("process 42")
            );
        });
    }

    [Test]
    public async Task The_last_lab_to_go_undoes_what_the_labs_share_and_leaves_no_folder()
    {
        var undone = 0;
        var (first, second) = (await ReserveAsync(), await ReserveAsync());
        await _registry.ReleaseAsync(first, Undo, default);
        Assert.That(undone, Is.Zero);
        await _registry.ReleaseAsync(second, Undo, default);
        Assert.Multiple(() =>
        {
            Assert.That(undone, Is.EqualTo(1));
            Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
        });

        Task Undo()
        {
            undone++;
            return Task.CompletedTask;
        }
    }

    [Test]
    public async Task Work_that_a_reboot_left_behind_is_not_seen_by_the_next_lab()
    {
        var leftover = Directory.CreateDirectory(Path.Combine(_folder, "work", "lab-0", "a")).FullName;
        using var claim = await ReserveAsync();
        Assert.That(leftover, Does.Not.Exist);
    }

    [TestCase("work")]
    [TestCase("state")]
    public async Task A_mount_that_a_tool_left_keeps_its_folder_is_named_and_stands_in_no_other_lab_s_way(string where)
    {
        var claim = await ReserveAsync();
        var folder = where == "work" ? claim.WorkFolder : claim.Folder;
        var source = Directory.CreateDirectory(Path.Combine(_folder, "precious")).FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "data"), "");
        var point = Directory.CreateDirectory(Path.Combine(folder, "a host", "mnt")).FullName;
        using (TestMount.Bind(source, point))
        {
            Assert.That(await ReleaseAsync(claim), Does.Contain("lab 0 is down").And.Contain(point));
            Assert.That(Path.Combine(source, "data"), Does.Exist);
            Assert.That(await _registry.ListAsync(default), Is.Empty);
            Assert.That(await _registry.ListKeptAsync(default), where == "work" ? Is.EqualTo(new[] { folder }) : Is.Empty);
            var next = await ReserveAsync();
            Assert.That(next.Index, Is.EqualTo(1));
            Assert.That(await ReleaseAsync(next), Is.Null);
        }
        var last = await ReserveAsync();
        Assert.That((last.Index, Directory.Exists(point)), Is.EqualTo((0, false)));
        await ReleaseAsync(last);
    }

    [Test]
    public async Task A_mount_over_the_folder_itself_keeps_it_too()
    {
        var claim = await ReserveAsync();
        using (TestMount.Memory(claim.WorkFolder))
            Assert.That(await ReleaseAsync(claim), Does.Contain(claim.WorkFolder));
    }

    [Test]
    public async Task A_session_s_lock_in_the_same_folder_outlives_the_labs_and_the_other_way_round()
    {
        var claim = await ReserveAsync();
        var session = Path.Combine(_registry.StateRoot, "session.lock");
        var held = FileLock.TryTake(session)!;
        await ReleaseAsync(claim);
        Assert.That(session, Does.Exist);
        File.Delete(session);
        held.Dispose();
        _registry.DeleteEmptyRoot();
        Assert.That(_registry.StateRoot, Does.Not.Exist);
    }

    [Test]
    public async Task A_lock_on_a_deleted_file_excludes_nobody_and_is_not_handed_out()
    {
        var path = Path.Combine(_folder, "lock");
        for (var round = 0; round < 50; round++)
        {
            var inside = 0;
            await Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(_ =>
                        Task.Run(async () =>
                        {
                            using var held = await FileLock.TakeAsync(path, default);
                            Assert.That(Interlocked.Increment(ref inside), Is.EqualTo(1));
                            // From the moment of the deletion the next one may come in.
                            Interlocked.Decrement(ref inside);
                            File.Delete(path);
                        })
                    )
            );
        }
    }

    [Test]
    public void Nothing_is_made_by_looking()
    {
        Assert.Multiple(async () =>
        {
            Assert.That(await _registry.ListAsync(default), Is.Empty);
            Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
        });
    }

    private Task<LabClaim> ReserveAsync(LabState? state = null) => _registry.ReserveAsync(state ?? new(), default);

    private Task<string?> ReleaseAsync(LabClaim claim) => _registry.ReleaseAsync(claim, () => Task.CompletedTask, default);
}
