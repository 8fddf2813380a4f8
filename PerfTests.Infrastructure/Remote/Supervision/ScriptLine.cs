using System.Globalization;
using System.Text;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>
/// A script as one line of printable ASCII, which <c>printf %b</c> of any POSIX shell turns back: no process is needed for that.
/// </summary>
internal static class ScriptLine
{
    /// <exception cref="ArgumentException">The script contains NUL, which no shell can hold.</exception>
    public static string Of(string script)
    {
        var line = new StringBuilder(script.Length + (script.Length / 16));
        foreach (var value in Encoding.UTF8.GetBytes(script))
        {
            _ = value switch
            {
                0 => throw new ArgumentException("a script with a NUL character cannot be passed to a shell", nameof(script)),
                (byte)'\\' => line.Append(@"\\"),
                (byte)'\n' => line.Append(@"\n"),
                >= 0x20 and < 0x7f => line.Append((char)value),
                _ => line.Append(CultureInfo.InvariantCulture, $@"\0{Convert.ToString(value, 8).PadLeft(3, '0')}"),
            };
        }
        return line.ToString();
    }
}
