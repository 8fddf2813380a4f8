using System.Text;
using PerfTests.Infrastructure.Remote.OpenSsh;

namespace PerfTests.Infrastructure.Remote.Supervision;

/// <summary>Asks a login shell where it starts, over whatever its profile prints.</summary>
internal static class LoginFolderProbe
{
    private const string Marker = "perftests-connection-up in ";
    private const int MostNoiseBytes = 4 * 1024 * 1024;

    /// <summary>A command that every login shell understands.</summary>
    public const string Command = $"echo \"{Marker}$PWD\"";

    /// <summary>Reads up to the line that <see cref="Command"/> prints; null when the stream ends without it.</summary>
    /// <exception cref="RemoteException">The profile prints without end.</exception>
    public static async Task<string?> ReadAsync(string host, Stream output, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        var marker = Encoding.ASCII.GetBytes(Marker);
        int read,
            kept = 0;
        for (var total = 0; (read = await output.ReadAsync(buffer.AsMemory(kept), cancellationToken)) > 0; total += read)
        {
            var bytes = buffer.AsMemory(0, kept + read);
            var found = bytes.Span.IndexOf(marker);
            var line = found < 0 ? [] : bytes.Span[(found + marker.Length)..];
            if (line.IndexOf((byte)'\n') is >= 0 and var end)
                return Encoding.UTF8.GetString(line[..end]);
            if (total > MostNoiseBytes)
                throw new RemoteException(host, SshErrors.EndlessProfile(MostNoiseBytes));
            // The marker may have come but for its end.
            var from = found < 0 ? Math.Max(0, bytes.Length - marker.Length + 1) : found;
            bytes[from..].CopyTo(buffer);
            kept = bytes.Length - from;
        }
        return null;
    }
}
