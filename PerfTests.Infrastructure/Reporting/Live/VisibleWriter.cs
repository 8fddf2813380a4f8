using System.Text;
using PerfTests.Infrastructure.Configuration;

namespace PerfTests.Infrastructure.Reporting.Live;

/// <summary>
/// A console on which only what this program paints can act: all that is written through it is <see cref="VisibleText"/>.
/// </summary>
/// <param name="inner">The console.</param>
internal sealed class VisibleWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(char.IsSurrogate(value) ? $"{value}" : VisibleText.Lines($"{value}"));

    public override void Write(string? value) => inner.Write(VisibleText.Lines(value ?? ""));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine(string? value)
    {
        Write(value);
        inner.WriteLine();
    }

    public override Task WriteAsync(string? value) => inner.WriteAsync(VisibleText.Lines(value ?? ""));

    public override async Task WriteLineAsync(string? value)
    {
        await WriteAsync(value);
        await inner.WriteLineAsync();
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync() => inner.FlushAsync();
}
