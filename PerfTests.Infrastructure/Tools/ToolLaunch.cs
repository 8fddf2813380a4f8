using PerfTests.Infrastructure.Configuration;
using PerfTests.Infrastructure.Matrix;

namespace PerfTests.Infrastructure.Tools;

/// <summary>A tool ready to be started: its specification and the command line with every variable filled in.</summary>
internal sealed record ToolLaunch(ToolSpec Spec, string CommandLine)
{
    /// <summary>Fills a tool's template for a case.</summary>
    public static ToolLaunch For(PerfCase perfCase)
    {
        var spec = perfCase.Tool?.Spec ?? throw new ArgumentException($"{perfCase.Name} has no tool", nameof(perfCase));
        string[] words =
        [
            spec.Executable.Length > 0 ? ShellWord.Quote(spec.Executable) : "",
            ShellWord.Quote(spec.Executable.Length > 0 || spec.Path.Contains('/', StringComparison.Ordinal) ? spec.Path : $"./{spec.Path}"),
            new CommandTemplate(spec.Template).Render(ToolVariables.For(perfCase)),
        ];
        return new ToolLaunch(spec, string.Join(' ', words.Where(word => word.Length > 0)));
    }
}
