using System.Buffers;
using System.Globalization;
using System.Text;

namespace PerfTests.Infrastructure.Remote;

/// <summary>Finds a supervised command's own bytes in a stream: after the begin marker, and before the exit marker.</summary>
internal sealed class FramedOutput(string nonce)
{
    // Those of any process id and any status: what is longer is no number of ours.
    private const int MostDigits = 9;

    private readonly byte[] _begin = Encoding.ASCII.GetBytes(SupervisorScript.BeginMarker(nonce));
    private readonly byte[] _exit = Encoding.ASCII.GetBytes(SupervisorScript.ExitMarker(nonce));
    private readonly byte[] _limit = Encoding.ASCII.GetBytes(SupervisorScript.LimitMarker(nonce));
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private int _contentStart = -1;
    private int _scanned;

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
                return _bytes.WrittenSpan.IndexOf(_limit) >= 0;
        }
    }

    /// <summary>The command's output so far.</summary>
    public byte[] Content
    {
        get
        {
            lock (_lock)
            {
                if (_contentStart < 0)
                    return [];
                var end = ExitCode is null ? _bytes.WrittenCount : _scanned;
                var content = _bytes.WrittenSpan[_contentStart..end];
                var limitAt = content.IndexOf(_limit);
                return limitAt < 0 ? content.ToArray() : [.. content[..limitAt], .. content[(limitAt + _limit.Length)..]];
            }
        }
    }

    /// <summary>Everything that came, markers and profile noise included; for messages when a start failed.</summary>
    public string Everything
    {
        get
        {
            lock (_lock)
                return Encoding.UTF8.GetString(_bytes.WrittenSpan);
        }
    }

    /// <summary>Bytes that came so far, markers and profile noise included.</summary>
    public int Length
    {
        get
        {
            lock (_lock)
                return _bytes.WrittenCount;
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _bytes.Write(bytes);
            if (ProcessId is null && TryReadMarker(_begin, out var process, out _, out var afterBegin))
            {
                ProcessId = process;
                _contentStart = _scanned = afterBegin;
            }
            if (ProcessId is not null && ExitCode is null && TryReadMarker(_exit, out var status, out var exitAt, out _))
            {
                ExitCode = status;
                _scanned = exitAt;
            }
        }
    }

    /// <remarks>A marker without a number is output, such as a command's own copy of it: the search goes on behind its start.</remarks>
    private bool TryReadMarker(byte[] marker, out int number, out int at, out int after)
    {
        (number, at, after) = (0, 0, 0);
        while (true)
        {
            var unscanned = _bytes.WrittenSpan[_scanned..];
            var found = unscanned.IndexOf(marker);
            if (found < 0)
            {
                _scanned += Math.Max(0, unscanned.Length - marker.Length);
                return false;
            }
            _scanned += found;
            var rest = unscanned[(found + marker.Length)..];
            var lineEnd = rest.IndexOf((byte)'\n');
            var digits = lineEnd < 0 ? rest : rest[..lineEnd];
            if (digits.Length > MostDigits || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') || lineEnd == 0)
            {
                _scanned++;
                continue;
            }
            if (lineEnd < 0)
                return false;
            at = _scanned;
            after = at + marker.Length + lineEnd + 1;
            return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        }
    }
}
