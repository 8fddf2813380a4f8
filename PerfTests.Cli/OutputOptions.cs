using System.CommandLine;

namespace PerfTests.Cli;

/// <summary>Options that say how much a verb prints, and for whom.</summary>
internal static class OutputOptions
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Print only JSON on standard output." };

    public static Option<bool> Quiet(string description) => new("--quiet", "-q") { Description = description };
}
