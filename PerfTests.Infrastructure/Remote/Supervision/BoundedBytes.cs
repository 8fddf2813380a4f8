using System.Buffers;
using System.Text;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>
/// What came from outside, however much that was: everything up to a limit; beyond it the beginning and the end, with a note between.
/// </summary>
/// <param name="limitBytes">Most bytes that are kept.</param>
internal sealed class BoundedBytes(int limitBytes)
{
    // The last words usually say why something ended.
    private const int MostTailBytes = 64 * 1024;

    private readonly int _headBytes = limitBytes - Math.Min(MostTailBytes, limitBytes / 2);
    private readonly ArrayBufferWriter<byte> _head = new();
    private byte[] _ring = [];
    private long _ringTotal;

    /// <summary>Bytes that came.</summary>
    public long Length => _head.WrittenCount + _ringTotal;

    /// <summary>Bytes that came and were not kept.</summary>
    public long Dropped => Math.Max(0, Length - limitBytes);

    /// <summary>Reads a stream to its end, and keeps of it what the limit allows.</summary>
    public static async Task<BoundedBytes> ReadAsync(Stream stream, int limitBytes, CancellationToken cancellationToken)
    {
        var kept = new BoundedBytes(limitBytes);
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            kept.Append(buffer.AsSpan(0, read));
        return kept;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var toHead = Math.Min(bytes.Length, _headBytes - _head.WrittenCount);
        _head.Write(bytes[..toHead]);
        if (toHead < bytes.Length)
            AppendToRing(bytes[toHead..]);
    }

    /// <summary>The last bytes that came, or all when there are fewer.</summary>
    public byte[] Last(int count)
    {
        if (_ringTotal > 0)
        {
            var all = ToArray();
            return all[Math.Max(0, all.Length - count)..];
        }
        return _head.WrittenSpan[Math.Max(0, _head.WrittenCount - count)..].ToArray();
    }

    public byte[] ToArray()
    {
        var tail = Tail();
        return Dropped == 0
            ? [.. _head.WrittenSpan, .. tail]
            : [.. _head.WrittenSpan, .. Encoding.UTF8.GetBytes($"\n[{Dropped} bytes left out]\n"), .. tail];
    }

    public override string ToString() => Encoding.UTF8.GetString(ToArray());

    private void AppendToRing(ReadOnlySpan<byte> bytes)
    {
        if (_ring.Length == 0)
            _ring = new byte[limitBytes - _headBytes];
        _ringTotal += bytes.Length;
        if (_ring.Length == 0)
            return;
        var last = bytes[Math.Max(0, bytes.Length - _ring.Length)..];
        var at = (int)((_ringTotal - last.Length) % _ring.Length);
        var first = Math.Min(last.Length, _ring.Length - at);
        last[..first].CopyTo(_ring.AsSpan(at));
        last[first..].CopyTo(_ring);
    }

    private byte[] Tail()
    {
        if (_ringTotal <= _ring.Length)
            return _ring[..(int)_ringTotal];
        var start = _ring.Length == 0 ? 0 : (int)(_ringTotal % _ring.Length);
        return [.. _ring.AsSpan(start), .. _ring.AsSpan(0, start)];
    }
}
