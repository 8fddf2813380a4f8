using System.CommandLine;
using System.Text.RegularExpressions;

namespace PerfTests.Cli;

/// <summary>A command line that cannot be understood, in a sentence for each mistake.</summary>
internal static partial class UsageErrors
{
    /// <summary>Prints the mistakes and where the options are listed.</summary>
    public static async Task<int> TellAsync(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
            await Console.Error.WriteLineAsync($"perftests: {WithoutTypes(error.Message).TrimEnd('.')}");
        List<string> verbs = [];
        for (var at = parsed.CommandResult; at?.Parent is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            verbs.Insert(0, at.Command.Name);
        await Console.Error.WriteLineAsync($"Options: {string.Join(' ', ["perftests", .. verbs, "--help"])}");
        return ExitCode.Usage;
    }

    // The parser names the types of .NET.
    private static string WithoutTypes(string message) =>
        ExpectedType()
            .Replace(message, type => type.Value.Contains("Int32", StringComparison.Ordinal) ? "as a whole number" : "as a number");

    [GeneratedRegex(
        "as expected type '[^']*(Double|Int32)[^']*'",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ExpectedType();
}
