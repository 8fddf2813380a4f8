namespace PerfTests.Infrastructure.Configuration.Loading;

/// <summary>The remedy for a word that is not among the known ones.</summary>
internal static class Suggestion
{
    private const int MostNamed = 50;
    private const int LongestWord = 200;

    /// <summary>Names the nearest known word, when one is near, and all of them.</summary>
    public static string For(string word, IReadOnlyCollection<string> known, string what)
    {
        var more = known.Count > MostNamed ? $" and {known.Count - MostNamed:#,0} more" : "";
        var all = known.Count == 0 ? $"There are no {what}." : $"Known {what}: {string.Join(", ", known.Take(MostNamed))}{more}.";
        if (word.Length > LongestWord)
            return all;
        var nearest = known.MinBy(candidate => Distance(word, candidate));
        return nearest is not null && Distance(word, nearest) <= Math.Max(2, word.Length / 3) && Distance(word, nearest) < nearest.Length
            ? $"Did you mean '{nearest}'? {all}"
            : all;
    }

    // Levenshtein's edit distance, one row at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substituted = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
