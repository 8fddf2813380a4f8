using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Configuration.Loading;
using PerfTests.Infrastructure.Execution.Hooks;

namespace PerfTests.Infrastructure.Tests.Execution.Hooks;

[TestFixture]
internal sealed class CodeHookTests
{
    [Test]
    public void Only_methods_of_the_class_itself_are_calls()
    {
        var hook = new CodeHook(new CaseOnly());
        Assert.That(
            from kind in new[] { HookKind.Init, HookKind.Post }
            from level in Enum.GetValues<HookLevel>()
            where hook.Has(kind, level)
            select (kind, level),
            Is.EqualTo(new[] { (HookKind.Init, HookLevel.Case), (HookKind.Post, HookLevel.Run) })
        );
    }

    [Test]
    public void The_library_itself_brings_none() => Assert.That(CodeHook.In(typeof(IHook).Assembly), Is.Empty);

    [Test]
    public void Hooks_come_by_order_and_then_by_name() =>
        Assert.That(
            CodeHook.Of([typeof(Alpha), typeof(Zeta), typeof(Beta), typeof(Alone), typeof(CodeHookTests)]).Select(hook => hook.Name),
            Is.EqualTo(new[] { "Beta", "Zeta", "Alpha" })
        );

    [TestCase(typeof(Throwing), "cannot be made: no licence")]
    [TestCase(typeof(WithArgument), "has no public constructor without parameters")]
    public void A_hook_that_cannot_be_made_is_a_mistake_and_not_passed_over(Type type, string message) =>
        Assert.That(() => CodeHook.Of([type]), Throws.TypeOf<ConfigurationException>().With.Message.Contains(message));

    private abstract class Alone : IHook;

    private sealed class Alpha : IHook
    {
        public int Order => 5;
    }

    private sealed class Beta : IHook;

    private sealed class Zeta : IHook;

    private sealed class Throwing : IHook
    {
        public Throwing() => throw new InvalidOperationException("no licence.");
    }

    private sealed class WithArgument(string text) : IHook
    {
        public string Name => text;
    }

    private sealed class CaseOnly : IHook
    {
        public Task BeforeCaseAsync(CaseHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

        Task IHook.AfterRunAsync(RunHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
