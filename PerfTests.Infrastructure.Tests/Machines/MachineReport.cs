using System.Text;

namespace PerfTests.Infrastructure.Tests.Machines;

/// <summary>The machine tier as a table, for <c>docs/explanation/faults.md</c>.</summary>
internal static class MachineReport
{
    public static string Path => RepositoryFolder.Of("artifacts", "machines.md");

    public static void Write(IReadOnlyList<MachineStep> steps)
    {
        var text = new StringBuilder(
            "| tried on two machines with kernels of their own | what came out | took | left there |\n| --- | --- | --- | --- |\n"
        );
        foreach (var step in steps)
        {
            var left = step.Left.Count == 0 ? "nothing" : string.Join(", ", step.Left);
            text.Append($"| {Cell(step.What)} | {Cell(step.CameOut)} | {step.Took.TotalSeconds:F0} s | {Cell(left)} |\n");
        }
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, text.ToString());
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
