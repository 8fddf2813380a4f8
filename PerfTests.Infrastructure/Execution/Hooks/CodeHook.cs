using System.Reflection;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Configuration.Loading;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>A hook in C#, and which of the methods it has.</summary>
internal sealed class CodeHook
{
    private readonly HashSet<string> _methods;

    public CodeHook(IHook hook)
    {
        Hook = hook;
        var map = hook.GetType().GetInterfaceMap(typeof(IHook));
        _methods = map
            .InterfaceMethods.Zip(map.TargetMethods)
            .Where(pair => pair.Second.DeclaringType != typeof(IHook))
            .Select(pair => pair.First.Name)
            .ToHashSet(StringComparer.Ordinal);
    }

    public IHook Hook { get; }

    /// <summary>Whether the class has a method of its own there; the interface's own does nothing and is not worth a record.</summary>
    public bool Has(HookKind kind, HookLevel level) => _methods.Contains($"{(kind == HookKind.Init ? "Before" : "After")}{level}Async");

    /// <summary>The hooks of an assembly in the order in which they run before a level.</summary>
    /// <exception cref="ConfigurationException">A class that is a hook cannot be made.</exception>
    public static IReadOnlyList<IHook> In(Assembly assembly) => Of(assembly.GetExportedTypes());

    /// <inheritdoc cref="In"/>
    public static IReadOnlyList<IHook> Of(IEnumerable<Type> types) =>
        [
            .. types
                .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IHook).IsAssignableFrom(type))
                .Select(Make)
                .OrderBy(hook => hook.Order)
                .ThenBy(hook => hook.Name, StringComparer.Ordinal),
        ];

    private static IHook Make(Type type)
    {
        try
        {
            return (IHook)Activator.CreateInstance(type)!;
        }
        catch (MissingMethodException)
        {
            throw Broken(type, "has no public constructor without parameters", "Give it one, or make it abstract.");
        }
        catch (TargetInvocationException exception)
        {
            throw Broken(
                type,
                $"cannot be made: {exception.InnerException!.Message.TrimEnd('.')}",
                "Move such work to BeforeSessionAsync."
            );
        }
    }

    private static ConfigurationException Broken(Type type, string message, string remedy) =>
        new([new ConfigurationError(type.Assembly.Location, 0, $"the hook class {type.FullName} {message}", remedy)]);
}
