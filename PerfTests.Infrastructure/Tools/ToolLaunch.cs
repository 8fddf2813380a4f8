using PerfTests.Infrastructure.Configuration.Commands;
using PerfTests.Infrastructure.Configuration.Tools;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Tools;

/// <summary>A tool ready to be started: its specification and the command line with every variable filled in.</summary>
internal sealed record ToolLaunch(ToolSpec Spec, string CommandLine)
{
    // What comes around a load: a start that is waited for, and looks at the hosts.
    private static readonly TimeSpan AroundLoad = TimeSpan.FromHours(2);

    /// <summary>Command that takes away what the other one loaded; null when that is the end of the process.</summary>
    public string? StopLine { get; init; }

    /// <summary>Programs that the kernel must show as attached before a load begins; null where that is not known yet.</summary>
    public int? AttachedPrograms { get; init; }

    /// <summary>Time that the loads of one start may take.</summary>
    public TimeSpan LoadLimit { get; init; }

    /// <summary>Time after which the host ends the tool.</summary>
    public TimeSpan LifeLimit => LoadLimit + AroundLoad;

    /// <summary>Fills a tool's template for a case, as one of the environment's tool endpoints runs it.</summary>
    public static ToolLaunch For(PerfCase perfCase, ToolEndpoint at)
    {
        var use = perfCase.Tool ?? throw new ArgumentException($"{perfCase.Name} has no tool", nameof(perfCase));
        var spec = use.Spec;
        var executable = spec.ExecutableOn(at.Host);
        var variables = ToolVariables.For(perfCase, at);
        string[] words = spec.Loader?.Start is { } start
            ? [new CommandTemplate(start).Render(variables)]
            :
            [
                executable.Length > 0 ? ShellWord.Quote(executable) : "",
                ShellWord.Quote(executable.Length > 0 || spec.Path.Contains('/', StringComparison.Ordinal) ? spec.Path : $"./{spec.Path}"),
                new CommandTemplate(spec.Template).Render(variables),
            ];
        spec = spec with { ExpectedPrograms = Math.Max(spec.ExpectedPrograms, use.ReadyPrograms.GetValueOrDefault(at.Role)) };
        return new ToolLaunch(spec, string.Join(' ', words.Where(word => word.Length > 0)))
        {
            AttachedPrograms = use.ReadyAttached.TryGetValue(at.Role, out var attached) ? attached : null,
            LoadLimit = perfCase.Workload.TimeLimit * RoundShape.MiddleRuns,
            StopLine = spec.Loader is { } loader ? new CommandTemplate(loader.Stop).Render(variables) : null,
        };
    }
}
