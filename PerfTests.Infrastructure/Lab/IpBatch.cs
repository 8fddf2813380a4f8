using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Lab;

/// <summary>Lines for one <c>ip -batch</c> process.</summary>
internal static partial class IpBatch
{
    /// <exception cref="LabUnavailableException">A line failed; the message has the line and what <c>ip</c> said.</exception>
    public static async Task RunAsync(string? networkNamespace, IEnumerable<string> lines, CancellationToken ct)
    {
        var batch = lines.ToList();
        string[] command = networkNamespace is null ? ["ip", "-batch", "-"] : ["ip", "-n", networkNamespace, "-batch", "-"];
        try
        {
            await LocalCommand.RunAsync(command, string.Join('\n', batch) + "\n", ct);
        }
        catch (LabUnavailableException exception) when (FailedLine(exception.Message, batch) is { } line)
        {
            throw new LabUnavailableException($"{exception.Message} (the line is: {line})", exception);
        }
    }

    private static string? FailedLine(string message, List<string> batch) =>
        Failure().Match(message) is { Success: true } match
        && int.Parse(match.Groups["line"].ValueSpan) is var number
        && number <= batch.Count
            ? batch[number - 1]
            : null;

    [GeneratedRegex(@"Command failed -:(?<line>[0-9]{1,6})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Failure();
}
