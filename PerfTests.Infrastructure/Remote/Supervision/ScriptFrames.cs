using System.Globalization;
using System.Text;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>Several files in the output of one script: each after a line with its name, a status and its length in bytes.</summary>
internal static class ScriptFrames
{
    /// <summary>Shell function <c>frame NAME STATUS FILE</c>: prints a file so that <see cref="Parse"/> reads it.</summary>
    public const string ShellFunction = """frame() { printf '%s %d %d\n' "$1" "$2" "$(wc -c <"$3")"; cat "$3"; }""";

    /// <exception cref="FormatException">The output is not whole.</exception>
    public static IEnumerable<ScriptFrame> Parse(byte[] output)
    {
        var at = 0;
        while (at < output.Length)
        {
            var lineEnd = Array.IndexOf(output, (byte)'\n', at);
            var head = lineEnd < 0 ? [] : Encoding.ASCII.GetString(output, at, lineEnd - at).Split(' ');
            if (
                head.Length != 3
                || !Number(head[1], out var status)
                || !Number(head[2], out var length)
                || length < 0
                || length > output.Length - lineEnd - 1
            )
            {
                throw new FormatException("the script's output was cut off");
            }
            yield return new ScriptFrame(head[0], status, output[(lineEnd + 1)..(lineEnd + 1 + length)]);
            at = lineEnd + 1 + length;
        }
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
