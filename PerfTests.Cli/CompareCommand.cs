using System.CommandLine;
using System.Text.Json;
using PerfTests.Infrastructure.Analysis.Comparisons;
using PerfTests.Infrastructure.Analysis.Summaries;
using PerfTests.Infrastructure.Execution.Sessions;
using PerfTests.Infrastructure.Reporting.Markdown;
using PerfTests.Infrastructure.Reporting.Tables;
using PerfTests.Infrastructure.Results.Cases;
using PerfTests.Infrastructure.Results.Files;

namespace PerfTests.Cli;

/// <summary><c>perftests compare</c>: two result trees side by side, or two tools or environments of one tree.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Trees = new("A B") { Description = "Two result trees.", Arity = new ArgumentArity(0, 2) };

    private static readonly Option<string?> Result = new("--result")
    {
        Description = "Result tree for --tool and --environment (PERFTESTS_RESULT; default: result).",
    };

    private static readonly Option<string[]> Tool = Pair(
        "--tool",
        "Two tools of one tree, such as two versions; ids with or without the version."
    );

    private static readonly Option<string[]> Environment = Pair("--environment", "Two environments of one tree.");

    private static readonly Option<bool> Json = OutputOptions.Json;

    private static readonly Option<bool> Markdown = new("--markdown") { Description = "Print Markdown." };

    public static Command Create()
    {
        var command = Verb.Create(
            "compare",
            "Compares two result trees, or two tools or environments of one tree; exit code 2 if there is nothing to compare.",
            RunAsync,
            Result,
            Tool,
            Environment,
            Json,
            Markdown
        );
        command.Arguments.Add(Trees);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (trees, tools, environments) = (parsed.GetValue(Trees) ?? [], parsed.GetValue(Tool) ?? [], parsed.GetValue(Environment) ?? []);
        if (Mistake(trees, tools, environments, parsed) is { } mistake)
            return await RefuseAsync(mistake);
        string[] roots =
            trees.Length == 2
                ? [.. trees.Select(Path.GetFullPath)]
                :
                [
                    parsed.GetValue(Result) is { } given
                        ? Path.GetFullPath(given)
                        : SessionOptions.Read(_ => null, RepositoryRoot.Find()).ResultDir,
                ];
        if (roots.FirstOrDefault(root => !ResultTree.IsAt(root)) is { } missing)
            return await RefuseAsync($"there is no result tree at {missing}: no folder baseline or ebpf");
        var readings = new List<ResultReading>();
        foreach (var root in roots)
            readings.Add(await ResultReading.ReadAsync(new CaseStore(new ResultTree(root)), cancellationToken));
        var (a, b) = (tools.Length, environments.Length) switch
        {
            (2, _) => (ComparedSide.Tool(tools[0], readings[0]), ComparedSide.Tool(tools[1], readings[0])),
            (_, 2) => (ComparedSide.Environment(environments[0], readings[0]), ComparedSide.Environment(environments[1], readings[0])),
            _ => (ComparedSide.Tree(roots[0], readings[0]), ComparedSide.Tree(roots[1], readings[1])),
        };
        var comparison = Comparison.Of(a, b);
        if (comparison.Cases.Count == 0)
            return await RefuseAsync(
                string.Join(
                    System.Environment.NewLine,
                    ["no case is on both sides", .. Describe(a), .. Describe(b), .. comparison.Problems]
                )
            );
        Console.WriteLine(
            parsed.GetValue(Json) ? JsonSerializer.Serialize(comparison, JsonFiles.CamelCase)
            : parsed.GetValue(Markdown) ? ComparisonMarkdown.Render(comparison)
            : ComparisonTable.Render(comparison)
        );
        return ExitCode.Ok;
    }

    private static string? Mistake(string[] trees, string[] tools, string[] environments, ParseResult parsed)
    {
        if (tools.Length is not (0 or 2) || environments.Length is not (0 or 2))
            return "--tool and --environment take two values each";
        if (new[] { trees.Length > 0, tools.Length > 0, environments.Length > 0 }.Count(given => given) != 1 || trees.Length == 1)
            return "give either two result trees, or --tool X Y, or --environment E1 E2";
        if (trees.Length > 0 && parsed.GetValue(Result) is not null)
            return "--result names the tree of --tool or --environment; two trees need no other";
        return parsed.GetValue(Json) && parsed.GetValue(Markdown) ? "give --json or --markdown, not both" : null;
    }

    private static IEnumerable<string> Describe(ComparedSide side)
    {
        var tools = side.Reading.Cases.Select(result => result.Tool).OfType<string>().Distinct();
        var environments = side.Reading.Cases.Select(result => result.Environment).Distinct();
        yield return side.Cases.Count > 0
            ? $"- {side.Label} has {string.Join(", ", side.Cases.Keys)}"
            : $"- {side.Label} has no judged case; its tree has the tools {string.Join(", ", tools.DefaultIfEmpty("(none)"))} and the "
                + $"environments {string.Join(", ", environments.DefaultIfEmpty("(none)"))}";
    }

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync($"perftests: {reason}");
        return ExitCode.Usage;
    }

    private static Option<string[]> Pair(string name, string description) =>
        new(name)
        {
            Description = description,
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
}
