using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PerfTests.Infrastructure.Tools.Bpf;

/// <summary>Which programs are bound to which interfaces, read from what the command of <see cref="BpfAttachments"/> prints.</summary>
/// <remarks>
/// <c>bpftool net show</c> tells of XDP and TC, newer ones of tcx and netkit too. For older ones the links that the tool holds tell the
/// index of their interface. What is bound in another network namespace is not seen.
/// </remarks>
internal static partial class BpfBindings
{
    /// <returns>Each binding once; what makes no sense tells nothing.</returns>
    public static IReadOnlyList<BpfBinding> Parse(string text)
    {
        var held = new List<(string Kind, int ProgramId, int Index)>();
        var names = new Dictionary<int, string>();
        IReadOnlyList<BpfBinding> shown = [];
        var section = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                section = line[2..].Trim();
            else if (section is "held" && HeldLink().Match(line) is { Success: true } link)
                held.Add((link.Groups["kind"].Value, Number(link, "id"), Number(link, "index")));
            else if (section is "names" && NamedIndex().Match(line) is { Success: true } named)
                names[Number(named, "index")] = named.Groups["name"].Value;
            else if (section is "net" && line.StartsWith('['))
                shown = OfBpftool(line);
        }
        return
        [
            .. shown
                .Concat(
                    held.Where(link => names.ContainsKey(link.Index))
                        .Select(link => new BpfBinding(link.ProgramId, names[link.Index], Direction(link.Kind)))
                )
                .Distinct(),
        ];
    }

    private static IReadOnlyList<BpfBinding> OfBpftool(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var found = document
                .RootElement.EnumerateArray()
                .SelectMany(part => Entries(part, "xdp").Select(Xdp).Concat(Entries(part, "tc").Select(Classifier)))
                .SelectMany(entries => entries)
                .ToList();
            // An ingress queue answers for every hook that is asked for, those included that it does not have.
            var receiving = found.Where(entry => entry.Kind == "ingress").Select(entry => (entry.ProgramId, entry.Interface)).ToHashSet();
            return
            [
                .. found
                    .Where(entry => entry.Kind == "ingress" || !receiving.Contains((entry.ProgramId, entry.Interface)))
                    .Select(entry => new BpfBinding(entry.ProgramId, entry.Interface, Direction(entry.Kind)))
                    .Distinct(),
            ];
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return [];
        }
    }

    private static JsonElement.ArrayEnumerator Entries(JsonElement part, string name) =>
        part.TryGetProperty(name, out var entries) ? entries.EnumerateArray() : default;

    private static IEnumerable<(int ProgramId, string Interface, string Kind)> Xdp(JsonElement entry)
    {
        // Programs in several modes are told in a list of their own.
        var modes = Entries(entry, "multi_attachments").ToList();
        return (modes.Count > 0 ? modes : [entry])
            .Where(mode => mode.TryGetProperty("id", out _))
            .Select(mode => (mode.GetProperty("id").GetInt32(), Text(entry, "devname"), "xdp"));
    }

    private static IEnumerable<(int ProgramId, string Interface, string Kind)> Classifier(JsonElement entry)
    {
        if (entry.TryGetProperty("id", out var id) || entry.TryGetProperty("prog_id", out id))
            yield return (id.GetInt32(), Text(entry, "devname"), Text(entry, "kind"));
    }

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? "";

    // What the peer of a netkit device sends, the device receives.
    private static bool? Direction(string kind) =>
        kind is "xdp" or "ingress" or "netkit/peer" || kind.EndsWith("/ingress", StringComparison.Ordinal) ? true
        : kind is "netkit/primary" || kind.EndsWith("/egress", StringComparison.Ordinal) ? false
        : null;

    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"\Abound (?<kind>\S+) (?<id>[0-9]+) (?<index>[0-9]+)\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeldLink();

    [GeneratedRegex(@"\A(?<index>[0-9]+): (?<name>[^\s:@]+)[:@]", RegexOptions.CultureInvariant)]
    private static partial Regex NamedIndex();
}
