using System.Text;

namespace PerfTests.Workbench.Reference;

/// <summary>The keys below one place of a file, or below several places that are alike, as a Markdown table.</summary>
/// <param name="Places">Paths of maps; the empty one is the top of the file.</param>
internal sealed record KeyTable(string File, IReadOnlyList<string> Places)
{
    public string Markdown(IReadOnlyList<SchemaKey> keys, IReadOnlyList<KeyTable> all)
    {
        var found = keys.Select(key => (Key: key, Place: PlaceOf(key)))
            .Where(entry => entry.Place is not null && Owns(entry.Key, all))
            .Where(entry =>
                !entry.Key.HasKeys
                || !keys.Any(below => below.Path.StartsWith(entry.Key.Path + ".", StringComparison.Ordinal) && Owns(below, all))
            );
        var text = new StringBuilder("| key | value | default | meaning |\n| --- | --- | --- | --- |\n");
        foreach (var row in found.GroupBy(entry => entry.Place!.Length == 0 ? entry.Key.Path : entry.Key.Path[(entry.Place.Length + 1)..]))
        {
            var inPlaces = row.Select(entry => (Name: entry.Place!.Split('.')[^1], entry.Key)).ToList();
            var only = inPlaces.Count == Places.Count ? "" : $"(only {Names(inPlaces.Select(place => place.Name))}) ";
            text.Append(
                $"| `{row.Key}` | {Cell(inPlaces, key => SchemaValue.Allowed(key.Schema))} | "
                    + $"{Cell(inPlaces, key => Default(key, row.Key))} | {only}{Cell(inPlaces, key => key.Meaning)} |\n"
            );
        }
        return text.ToString();
    }

    /// <summary>Whether a key stands in this table, and in no other that is about a place nearer to it.</summary>
    public bool Owns(SchemaKey key, IReadOnlyList<KeyTable> all) =>
        PlaceOf(key) is { } place
        && !all.Any(other => other.File == File && other.PlaceOf(key) is { } nearer && nearer.Length > place.Length);

    private string? PlaceOf(SchemaKey key) =>
        Places.FirstOrDefault(place => place.Length == 0 || key.Path.StartsWith(place + ".", StringComparison.Ordinal));

    /// <summary>One text where all places agree, else the text of each.</summary>
    private static string Cell(List<(string Name, SchemaKey Key)> places, Func<SchemaKey, string> of)
    {
        var texts = places.GroupBy(place => of(place.Key)).ToList();
        var cell =
            texts.Count == 1
                ? texts[0].Key
                : string.Join("; ", texts.Select(text => $"{Names(text.Select(place => place.Name))}: {text.Key}"));
        return cell.Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Default(SchemaKey key, string row) =>
        key switch
        {
            { Required: true } when row.Contains('.', StringComparison.Ordinal) => $"required with `{row[..row.LastIndexOf('.')]}`",
            { Required: true } => "required",
            _ when key.Schema["default"] is { } value => SchemaValue.Code(value),
            _ => "–",
        };
}
