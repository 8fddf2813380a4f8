using System.Text.RegularExpressions;
using PerfTests.Infrastructure.Tools.Bpf;

namespace PerfTests.Infrastructure.Tools;

/// <summary>What a tool warned of that is not about attaching: bpftrace marks every remark with <c>WARNING:</c> or <c>ERROR:</c>.</summary>
/// <param name="Others">The first such lines.</param>
/// <param name="FullMaps">Lines that say a map is full: from then on the tool keeps, and does, less.</param>
internal sealed partial record ToolRemarks(IReadOnlyList<string> Others, IReadOnlyList<string> FullMaps)
{
    public static ToolRemarks None { get; } = new([], []);

    /// <param name="standardError">What the tool printed on standard error.</param>
    /// <param name="allowed">Regular expressions for lines that mean no harm.</param>
    public static ToolRemarks In(string standardError, IReadOnlyList<string> allowed)
    {
        var full = WarningLines.In(standardError, FullMap(), allowed);
        var attach = AttachWarnings.In("", standardError, allowed);
        return new(
            WarningLines.Shorten(
                WarningLines.In(standardError, Marked(), allowed).Where(line => !FullMap().IsMatch(line) && !AttachWarnings.IsOne(line))
            ),
            WarningLines.Shorten(full.Except(attach))
        );
    }

    [GeneratedRegex(@"\b(WARNING|ERROR): ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Marked();

    // -7 is E2BIG, which an update of a full map gives.
    [GeneratedRegex(
        @"\bmap @?\S* ?is full|map (is )?full\b|map_update_elem\w*: -7\b|map_update_elem\b.*\bretcode: -7\b|no space left in map",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex FullMap();
}
