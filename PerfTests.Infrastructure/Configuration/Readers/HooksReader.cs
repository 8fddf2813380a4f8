using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Hooks;
using PerfTests.Infrastructure.Configuration.Judging;
using PerfTests.Infrastructure.Configuration.Yaml;

namespace PerfTests.Infrastructure.Configuration.Readers;

/// <summary>Reads <c>hooks.yaml</c>.</summary>
/// <param name="names">Names that other files declare.</param>
/// <param name="hosts">Ids of <c>ssh-hosts.yaml</c>; null when that file could not be read.</param>
/// <param name="environments">Null when <c>test-environments.yaml</c> could not be read.</param>
internal sealed partial class HooksReader(
    DeclaredNames names,
    IReadOnlyCollection<string>? hosts,
    IReadOnlyList<TestEnvironment>? environments
)
{
    public const string FileName = "hooks.yaml";

    private const double LongestSeconds = 86_400;

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public HooksConfig Read(YamlSection file) =>
        file.Required("hooks")
            ?.Map(hooks => new HooksConfig
            {
                Init = Read(hooks, HookKind.Init),
                Post = Read(hooks, HookKind.Post),
                Custom = Read(hooks, HookKind.Custom),
            })
        ?? new HooksConfig();

    private IReadOnlyList<HookSpec> Read(YamlSection hooks, HookKind kind) =>
        hooks.Field(kind.ToString().ToLowerInvariant())?.Maps(hook => ReadHook(hook, kind)) ?? [];

    private HookSpec ReadHook(YamlSection hook, HookKind kind)
    {
        var level = hook.Required("at")?.Choice<HookLevel>();
        var on = hook.Required("on")?.Reference(hosts is null ? null : [.. HookTarget.Words, .. hosts], "host", SshHostsReader.FileName);
        var rule = CaseRuleReader.Read(hook, names);
        var spec = new HookSpec
        {
            Name = Name(hook.Required("name")) ?? "",
            Kind = kind,
            Level = level ?? HookLevel.Run,
            On = on ?? HookTarget.All,
            Command = Command(hook.Required("run"), level, on, rule) ?? new CommandTemplate(""),
            AsRoot = hook.Field("as_root")?.Flag() ?? false,
            Cases = rule,
            Arm = Arm(hook.Field("arm"), level, kind),
        };
        if (kind == HookKind.Custom)
            return spec with
            {
                StopGraceSeconds = hook.Field("stop_grace")?.Number(0.1, 600) ?? spec.StopGraceSeconds,
                IsFatal = hook.Field("fatal")?.Flag() ?? false,
            };
        spec = spec with { TimeoutSeconds = hook.Field("timeout")?.Number(0.1, LongestSeconds) ?? spec.TimeoutSeconds };
        // A hook after its level has no say in it: what was measured stays what it is.
        return kind == HookKind.Post ? spec : spec with { IsFatal = hook.Field("fatal")?.Flag() ?? true };
    }

    private string? Name(YamlField? field)
    {
        if (field?.Text() is not { } name)
            return null;
        if (!NamePattern().IsMatch(name))
            field.Report(
                $"is '{name}', which cannot be a part of a file name",
                "Use letters, digits, '_' and '-' only, not '-' first, 64 at most."
            );
        else if (!_lines.TryAdd(name, field.Line))
            field.Report($"is '{name}', which a hook on line {_lines[name]} has already", "Give each hook a name of its own.");
        return name;
    }

    private CommandTemplate? Command(YamlField? field, HookLevel? level, string? on, CaseRule rule)
    {
        if (level is null || on is null)
            return null;
        var command = field?.Template(TemplateVariables.OfHook(level.Value, on));
        if (
            on == HookTarget.ToolHost
            && command?.Variables.Contains("interface") == true
            && environments?.FirstOrDefault(environment =>
                (rule.Environment is null || Glob.Matches(rule.Environment, environment.Id))
                && environment.ToolEndpoints.Any(tool => tool.Endpoint.Interface.Length == 0)
            )
                is { } without
        )
            field!.Report(
                $"uses {{interface}}, which the tool host of '{without.Id}' does not have",
                $"Give that tool_host an interface in {TestEnvironmentsReader.FileName}, or limit the hook with 'environment'."
            );
        return command;
    }

    private static string? Arm(YamlField? field, HookLevel? level, HookKind kind)
    {
        var arm = field?.Pattern(["baseline", "ebpf"], "arm");
        if (arm is not null && level == HookLevel.Run && kind != HookKind.Post)
            field!.Report(
                "would make the hook run beside one arm only, so that its cost is taken for the tool's, or hides it",
                "Remove it: what runs before or beside a run does so in both arms."
            );
        return arm;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
