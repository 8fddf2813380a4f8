using System.Globalization;
using System.Text;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>Several files in the output of one script: a table of what comes, then the files one after the other.</summary>
/// <remarks>Two processes print all of them, however many there are.</remarks>
internal static class ScriptFrames
{
    /// <summary>
    /// Shell function <c>frames NAME STATUS FILE [NAME STATUS FILE]...</c>: prints files so that <see cref="Parse"/> reads them. Their
    /// names have no blanks.
    /// </summary>
    public const string ShellFunction = """
        frames() {
        printf 'frames %d\n' $(($# / 3)); files=
        while [ $# -gt 0 ]; do printf '%s %d\n' "$1" "$2"; files="$files $3"; shift 3; done
        wc -c $files; cat $files
        }
        """;

    private const int MostFrames = 10_000;

    /// <exception cref="FormatException">The output is not whole.</exception>
    public static IReadOnlyList<ScriptFrame> Parse(byte[] output)
    {
        var at = 0;
        if (Line() is not ["frames", var total] || !Number(total, out var count) || count is < 1 or > MostFrames)
            throw CutOff();
        var heads = Enumerable.Range(0, count).Select(_ => Head()).ToList();
        var lengths = heads.Select(_ => Length()).ToList();
        // wc adds a line with the sum of several.
        if (count > 1 && Length() != lengths.Sum())
            throw CutOff();
        if (lengths.Sum() != output.Length - at)
            throw CutOff();
        var frames = new List<ScriptFrame>();
        for (var i = 0; i < count; at += (int)lengths[i], i++)
            frames.Add(new ScriptFrame(heads[i].Name, heads[i].Status, output[at..(at + (int)lengths[i])]));
        return frames;

        (string Name, int Status) Head() =>
            Line() is [var name, var number] && Number(number, out var status) ? (name, status) : throw CutOff();

        long Length() => Line() is [var number, _] && Number(number, out var length) && length >= 0 ? length : throw CutOff();

        string[] Line()
        {
            var length = Array.IndexOf(output, (byte)'\n', at) - at;
            if (length < 0)
                throw CutOff();
            var line = Encoding.ASCII.GetString(output, at, length);
            at += length + 1;
            return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    private static FormatException CutOff() => new("the script's output was cut off");

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
