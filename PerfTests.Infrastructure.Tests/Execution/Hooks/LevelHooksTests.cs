using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Execution.Hooks;
using PerfTests.Infrastructure.Tests.Execution.Sessions;

namespace PerfTests.Infrastructure.Tests.Execution.Hooks;

[TestFixture]
internal sealed class LevelHooksTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("perftests-hooks-");
    private readonly List<string> _calls = [];

    [OneTimeTearDown]
    public void Remove() => _folder.Delete(recursive: true);

    [Test]
    public async Task Hooks_in_code_leave_a_level_in_the_reverse_of_the_order_in_which_they_entered_it()
    {
        CodeHook[] code = [Hook("first"), Hook("second"), Hook("third")];
        var level = Level(code);
        await level.EnterAsync(new RecordingLog(), (hook, _) => Note($"before {hook.Name}"), CancellationToken.None);
        await level.LeaveAsync(new RecordingLog(), (hook, _) => Note($"after {hook.Name}"));
        Assert.That(
            _calls,
            Is.EqualTo(new[] { "before first", "before second", "before third", "after third", "after second", "after first" })
        );
        Assert.That(
            level.Records.Select(record => (record.Kind, record.Name)).Skip(3),
            Is.EqualTo(new[] { (HookKind.Post, "third"), (HookKind.Post, "second"), (HookKind.Post, "first") })
        );
    }

    [Test]
    public async Task A_hook_that_fails_on_leaving_keeps_none_of_the_others_from_it()
    {
        var level = Level([Hook("first"), Hook("second"), Hook("third")]);
        await level.EnterAsync(new RecordingLog(), (_, _) => Task.CompletedTask, CancellationToken.None);
        await level.LeaveAsync(
            new RecordingLog(),
            (hook, _) => hook.Name == "second" ? throw new InvalidOperationException("no") : Note(hook.Name)
        );
        Assert.That(_calls, Is.EqualTo(new[] { "third", "first" }));
        Assert.That(level.Records.Single(record => record.Error is not null).Name, Is.EqualTo("second"));
    }

    [SetUp]
    public void Forget() => _calls.Clear();

    // Only hooks of hooks.yaml need a place to run at, and there are none.
    private LevelHooks Level(IReadOnlyList<CodeHook> code) =>
        new(new HookScope(HookLevel.Session, [], _folder.FullName), new HooksConfig(), code, null!, _folder.FullName, TimeProvider.System);

    private static CodeHook Hook(string name) => new(new Named(name));

    private Task Note(string call)
    {
        lock (_calls)
            _calls.Add(call);
        return Task.CompletedTask;
    }

    private sealed class Named(string name) : IHook
    {
        public string Name => name;

        public Task BeforeSessionAsync(SessionHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task AfterSessionAsync(SessionHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
