using System.Globalization;
using System.Text;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>Finds a supervised command's own bytes in a stream: after the begin marker, and before the exit marker.</summary>
/// <remarks>Every byte is looked at once and memory is bounded, whatever a host sends.</remarks>
/// <param name="limitBytes">Most bytes of the command's output that are kept.</param>
internal sealed class FramedOutput(string nonce, int limitBytes)
{
    /// <summary>Most bytes kept of what a login shell's profile prints.</summary>
    public const int NoiseLimitBytes = 64 * 1024;

    // Those of any process id and any status: what is longer is no number of ours.
    private const int MostDigits = 9;

    private readonly byte[] _begin = Encoding.ASCII.GetBytes(SupervisorScript.BeginMarker(nonce));
    private readonly byte[] _exit = Encoding.ASCII.GetBytes(SupervisorScript.ExitMarker(nonce));
    private readonly byte[] _limit = Encoding.ASCII.GetBytes(SupervisorScript.LimitMarker(nonce));
    private readonly Lock _lock = new();
    private readonly BoundedBytes _noise = new(NoiseLimitBytes);
    private BoundedBytes _content = new(limitBytes);

    // What may be the beginning of a marker.
    private byte[] _pending = [];

    /// <summary>Process id from the begin marker; null until it came.</summary>
    public int? ProcessId { get; private set; }

    /// <summary>The command's status; null until the exit marker came.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Whether the stream says that the time limit ended the command.</summary>
    public bool HasLimitMarker
    {
        get
        {
            lock (_lock)
                return Own().AsSpan().IndexOf(_limit) >= 0;
        }
    }

    /// <summary>Bytes that came so far, markers and profile noise included.</summary>
    public long Length { get; private set; }

    /// <summary>The command's output so far; its beginning and its end when it is longer than the limit.</summary>
    public byte[] Content
    {
        get
        {
            lock (_lock)
            {
                var own = Own();
                var limitAt = own.AsSpan().IndexOf(_limit);
                return limitAt < 0 ? own : [.. own[..limitAt], .. own[(limitAt + _limit.Length)..]];
            }
        }
    }

    /// <summary>Bytes of the command's output that came and were not kept.</summary>
    public long Dropped
    {
        get
        {
            lock (_lock)
                return _content.Dropped;
        }
    }

    /// <summary>The end of the output so far.</summary>
    public byte[] Last(int count)
    {
        lock (_lock)
        {
            return _pending.Length >= count ? _pending[^count..] : [.. _content.Last(count - _pending.Length), .. _pending];
        }
    }

    /// <summary>Drops the output so far: what comes is another's.</summary>
    public void Forget()
    {
        lock (_lock)
            (_content, _pending) = (new BoundedBytes(limitBytes), []);
    }

    /// <summary>What came without the markers, profile noise included; for messages when a start failed.</summary>
    public string Everything
    {
        get
        {
            lock (_lock)
                return Encoding.UTF8.GetString([.. _noise.ToArray(), .. _content.ToArray(), .. ExitCode is null ? _pending : []]);
        }
    }

    private byte[] Own() =>
        ProcessId is null ? []
        : ExitCode is null ? [.. _content.ToArray(), .. _pending]
        : _content.ToArray();

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            Length += bytes.Length;
            if (ExitCode is not null)
                return;
            ReadOnlySpan<byte> rest = _pending.Length == 0 ? bytes : (byte[])[.. _pending, .. bytes];
            _pending = [];
            if (ProcessId is null)
            {
                ProcessId = TakeUntilMarker(_begin, _noise, ref rest);
                if (ProcessId is null)
                    return;
            }
            ExitCode = TakeUntilMarker(_exit, _content, ref rest);
        }
    }

    /// <summary>Takes what comes before a marker, and the marker itself; its number, or null when it did not come yet.</summary>
    /// <remarks>A marker without a number is output, such as a command's own copy of it: the search goes on behind its start.</remarks>
    private int? TakeUntilMarker(byte[] marker, BoundedBytes before, ref ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var found = bytes.IndexOf(marker);
            if (found < 0)
            {
                // It may have come but for its last byte.
                Wait(bytes, Math.Max(0, bytes.Length - marker.Length + 1), before);
                return null;
            }
            var number = bytes[(found + marker.Length)..];
            var digits = number[..Math.Min(number.Length, MostDigits + 1)];
            var lineEnd = digits.IndexOf((byte)'\n');
            digits = lineEnd < 0 ? digits : digits[..lineEnd];
            if (digits.Length > MostDigits || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') || lineEnd == 0)
            {
                before.Append(bytes[..(found + 1)]);
                bytes = bytes[(found + 1)..];
                continue;
            }
            if (lineEnd < 0)
            {
                Wait(bytes, found, before);
                return null;
            }
            before.Append(bytes[..found]);
            bytes = number[(lineEnd + 1)..];
            return int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        }
    }

    private void Wait(ReadOnlySpan<byte> bytes, int from, BoundedBytes before)
    {
        before.Append(bytes[..from]);
        _pending = bytes[from..].ToArray();
    }
}
