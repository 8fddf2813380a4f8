using System.Text;

namespace PerfTests.Infrastructure.Tests.Fuzz;

/// <summary>Makes damaged inputs of real ones; the same seed makes the same input.</summary>
internal sealed class HostileInput(IReadOnlyList<byte[]> samples, int seed)
{
    private const int Longest = 200_000;

    private static readonly string[] Numbers =
    [
        "NaN",
        "-nan",
        "nan",
        "Infinity",
        "-inf",
        "1e999",
        "-1e999",
        "-1",
        "0",
        "-0",
        "",
        "4294967294",
        "4294967296",
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999999999",
        "79228162514264337593543950336",
        "1e308",
        "1e-308",
        "0x7fffffff",
        "1,5",
        "1.2.3",
        "٣",
        "１２",
        "9999-99-99T99:99:99",
        "1795337946000",
        "99999999999999",
        "null",
        "true",
        "[]",
        "{}",
        "\"x\"",
    ];

    private static readonly string[] Snippets =
    [
        "\0",
        "\u001b[31m",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\r",
        "\r\n",
        "\n",
        "\n\n",
        "\t",
        ",",
        ",,",
        ":",
        "::",
        "=",
        "%",
        "\"",
        "'",
        "\\",
        "`",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "- ",
        "&a ",
        "*a",
        "<<: *a",
        "!!binary ",
        "!!int ",
        "!x ",
        "|\n",
        ">\n",
        "? ",
        "\n---\n",
        "\n...\n",
        "#",
        "$",
        "@",
        "~",
        "+",
        "..",
        "null",
        "\ud83d\ude00",
        "e\u0301",
        "(DUP!)",
        "top - ",
        "\n  PID ",
        "Cpu(s):",
        "icmp_seq=",
        "{\"event\":\"end\",\"data\":null}",
        "Elapsed Time (sec)",
        "{x}",
        "{{",
        "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: "
            + "&e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\n",
    ];

    private static readonly byte[][] Invalid =
    [
        [0xff],
        [0xc0, 0x80],
        [0xed, 0xa0, 0x80],
        [0xf4, 0x90, 0x80, 0x80],
        [0xe2, 0x82],
        [0x80],
    ];

    private static readonly string[] Nests = ["[", "{", "{\"a\":", "(", "- ", "a: {", "[[", "? ", "\"", "/"];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var input = Pick(samples).ToArray();
        for (var times = 1 + _random.Next(4); times > 0; times--)
            input = Damage(input);
        return input.Length > Longest ? input[..Longest] : input;
    }

    private byte[] Damage(byte[] input) =>
        _random.Next(20) switch
        {
            0 => Flip(input),
            1 => Insert(input, [(byte)_random.Next(256)]),
            2 or 3 => Cut(input),
            4 => Duplicate(input),
            5 => input[..At(input)],
            6 => [.. input[..At(input)], .. Tail(Pick(samples))],
            7 or 8 or 9 => Number(input),
            10 or 11 or 12 => Insert(input, Encoding.UTF8.GetBytes(Pick(Snippets))),
            13 => Insert(input, Pick(Invalid)),
            14 => Insert(input, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Pick(Nests), 1 << _random.Next(14))))),
            15 => _random.Next(10) > 0
                ? Flip(input)
                : Insert(input, [.. Enumerable.Repeat((byte)Pick("x 0,:[/\n\"\\-.".ToCharArray()), 1 << _random.Next(17))]),
            16 => Lines(input, lines => lines.RemoveAt(_random.Next(lines.Count))),
            17 => Lines(input, lines => lines.Insert(_random.Next(lines.Count), Pick(lines))),
            18 => Lines(input, lines => lines.InsertRange(_random.Next(lines.Count), Enumerable.Repeat(Pick(lines), 1 << _random.Next(8)))),
            _ => Lines(input, lines => (lines[0], lines[_random.Next(lines.Count)]) = (lines[_random.Next(lines.Count)], lines[0])),
        };

    private byte[] Flip(byte[] input)
    {
        if (input.Length == 0)
            return input;
        byte[] flipped = [.. input];
        flipped[_random.Next(input.Length)] ^= (byte)(1 << _random.Next(8));
        return flipped;
    }

    private byte[] Cut(byte[] input)
    {
        var start = At(input);
        var length = Math.Min(input.Length - start, _random.Next(3) > 0 ? _random.Next(8) : _random.Next(input.Length + 1));
        return [.. input[..start], .. input[(start + length)..]];
    }

    private byte[] Duplicate(byte[] input)
    {
        var start = At(input);
        var length = Math.Min(input.Length - start, _random.Next(400));
        return [.. input[..(start + length)], .. input[start..]];
    }

    /// <summary>Another number in the place of one, or of its last digits.</summary>
    private byte[] Number(byte[] input)
    {
        var start = At(input);
        while (start < input.Length && !char.IsAsciiDigit((char)input[start]))
            start++;
        var end = start;
        while (end < input.Length && (char.IsAsciiDigit((char)input[end]) || input[end] == '.'))
            end++;
        return [.. input[..start], .. Encoding.UTF8.GetBytes(Pick(Numbers)), .. input[end..]];
    }

    private byte[] Insert(byte[] input, byte[] insertion)
    {
        var at = At(input);
        return [.. input[..at], .. insertion, .. input[at..]];
    }

    private static byte[] Lines(byte[] input, Action<List<string>> change)
    {
        // One character a byte, so that no other byte changes.
        var lines = Encoding.Latin1.GetString(input).Split('\n').ToList();
        change(lines);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private byte[] Tail(byte[] input) => input[At(input)..];

    private int At(byte[] input) => _random.Next(input.Length + 1);

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
