using System.Security.Cryptography;
using System.Text;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Execution.Hooks;

/// <summary>Which hooks stand around a case, as its fingerprint says it: what they do beside the load is measured with it.</summary>
internal static class HookDigest
{
    private const int ShownDigits = 6;

    /// <returns>
    /// Names with the first digits of a hash over what they say, as <c>softirqs, kernel-log (1a2b3c)</c>; null without any.
    /// </returns>
    public static string? Of(HooksConfig hooks, IReadOnlyList<CodeHook> code, PerfCase perfCase)
    {
        var own = hooks.Init.Concat(hooks.Custom).Concat(hooks.Post).Where(hook => IsFor(hook, perfCase)).ToList();
        var names = own.Select(hook => hook.Name).Concat(code.Select(hook => hook.Hook.Name)).ToList();
        if (names.Count == 0)
            return null;
        var said = own.Select(hook =>
                $"{hook.Kind} {hook.Name} {hook.Level} {hook.On} {hook.AsRoot} {hook.TimeoutSeconds} {hook.StopGraceSeconds} "
                + $"{hook.IsFatal} {hook.Arm} {hook.Command}"
            )
            .Concat(code.Select(hook => $"{hook.Hook.GetType().FullName} {hook.Hook.GetType().Module.ModuleVersionId}"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', said))));
        return $"{string.Join(", ", names)} ({hash[..ShownDigits]})";
    }

    private static bool IsFor(HookSpec hook, PerfCase perfCase)
    {
        // The arm of a run's hook is that of the run: the case has it whatever its own arm is.
        var scope = new HookScope(hook.Level, [perfCase], "");
        return (hook.Level == HookLevel.Run ? scope.For(hook with { Arm = null }) : scope.For(hook)).Cases.Count > 0;
    }
}
