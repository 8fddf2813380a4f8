using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tools.Bpf;

/// <summary>Lines in which a tool says that a program of it could not be attached, although it goes on without it.</summary>
/// <remarks>
/// BCC prints <c>could not attach</c> and goes on with fewer probes, libbpf <c>failed to attach</c> and <c>failed to auto-attach</c>,
/// bpftrace
/// <c>Error attaching probe</c> and <c>is not traceable</c>. What a line says decides, not <c>WARNING:</c> in front of it: other
/// remarks are <see cref="ToolRemarks"/>. Standard output is the tool's data, so only the plainest words count there.
/// </remarks>
internal static partial class AttachWarnings
{
    /// <summary>The first such lines, cut to a length that a sentence can hold; empty when there are none.</summary>
    /// <param name="standardOutput">What the tool printed.</param>
    /// <param name="standardError">What it printed on standard error.</param>
    /// <param name="allowed">Regular expressions for lines that mean no harm.</param>
    public static IReadOnlyList<string> In(string standardOutput, string standardError, IReadOnlyList<string> allowed) =>
        WarningLines.Shorten(
            WarningLines.In(standardError, OnError(), allowed).Concat(WarningLines.In(standardOutput, OnOutput(), allowed))
        );

    /// <summary>Whether a line of standard error is about attaching.</summary>
    public static bool IsOne(string line) => OnError().IsMatch(line);

    [GeneratedRegex(
        @"(could|can) ?(not|n't|n’t) (be )?(auto-?)?attach|unable to (auto-?)?attach"
            + @"|fail(ed|ure)?( to)? ((auto-?)?attach|load|create (kprobe|uprobe|perf event|link)|open perf event)"
            + @"|error (attaching|loading)|attach(ing)? (of )?\S* ?failed|attaching to it will likely fail|\bnot traceable\b"
            + @"|\bno (valid )?probes? (to attach|attached|found)"
            + @"|\b(probe|attach ?point|tracepoint|function|symbol)\b.*\b(not found|do(es)? ?n[o']t exist|is missing)\b"
            + @"|permission denied|operation not permitted|^libbpf: .*\bfailed\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex OnError();

    [GeneratedRegex(
        @"(could|can) ?not (auto-?)?attach|unable to (auto-?)?attach|failed to (auto-?)?attach|error attaching",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex OnOutput();
}
