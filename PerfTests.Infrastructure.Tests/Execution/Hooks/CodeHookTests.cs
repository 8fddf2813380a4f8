using System.Reflection;
using System.Reflection.Emit;
using PerfTests.Infrastructure.Configuration;
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
            Is.EqualTo(new[] { (HookKind.Init, HookLevel.Case), (HookKind.Post, HookLevel.Run) }));
    }

    [Test]
    public void An_assembly_without_hooks_has_none() => Assert.That(CodeHook.In(typeof(SessionSetup).Assembly), Is.Empty);

    [Test]
    public void Hooks_come_by_order_and_then_by_name()
    {
        var assembly = Assembly("a", typeof(Base), "Zeta", "Beta", "Alpha");
        Assert.That(CodeHook.In(assembly).Select(hook => hook.Name), Is.EqualTo(new[] { "Beta", "Zeta", "Alpha" }));
    }

    [Test]
    public void A_hook_that_cannot_be_made_is_a_mistake_and_not_passed_over() =>
        Assert.That(
            () => CodeHook.In(Assembly("b", typeof(Throwing), "Broken")),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("the hook class Broken cannot be made: no licence"));

    private static AssemblyBuilder Assembly(string name, Type parent, params string[] types)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name), AssemblyBuilderAccess.Run);
        var module = assembly.DefineDynamicModule(name);
        foreach (var type in types)
            module.DefineType(type, TypeAttributes.Public | TypeAttributes.Class, parent).CreateType();
        return assembly;
    }

    /// <summary>Sorts Alpha last.</summary>
    public abstract class Base : IHook
    {
        public int Order => GetType().Name == "Alpha" ? 5 : 0;
    }

    public abstract class Throwing : IHook
    {
        protected Throwing() => throw new InvalidOperationException("no licence.");
    }

    private sealed class CaseOnly : IHook
    {
        public Task BeforeCaseAsync(CaseHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

        Task IHook.AfterRunAsync(RunHookContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
