using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PerfTests.Infrastructure.Remote.SshNet.HostKeys;

/// <summary>Reads known_hosts files in the format of sshd(8): patterns, hashed names, several keys, markers.</summary>
internal static class KnownHostsFile
{
    private const int MostBytes = 64 * 1024 * 1024;
    private const string HashPrefix = "|1|";

    /// <summary>The lines of all files that are there which name a host; a line that is not whole names none.</summary>
    /// <param name="name">As the files have it: <c>host</c>, or <c>[host]:port</c> where the port is not 22.</param>
    /// <exception cref="IOException">A file is there and cannot be read.</exception>
    public static IReadOnlyList<KnownHost> Find(IEnumerable<string> files, string name) =>
        [.. files.Where(File.Exists).SelectMany(file => Find(file, ReadLines(file), name))];

    internal static IEnumerable<KnownHost> Find(string file, IEnumerable<string> lines, string name)
    {
        var lower = name.ToLowerInvariant();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var fields = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (fields is [['#', ..], ..] or [])
                continue;
            KnownHostMarker? marker = fields[0] switch
            {
                "@cert-authority" => KnownHostMarker.CertificateAuthority,
                "@revoked" => KnownHostMarker.Revoked,
                ['@', ..] => null,
                _ => KnownHostMarker.None,
            };
            if (marker is not { } known)
                continue;
            if (known != KnownHostMarker.None)
                fields = fields[1..];
            if (fields.Length >= 3 && Names(fields[0], lower) && Decode(fields[2]) is { } key && IsOf(fields[1], key))
                yield return new KnownHost(file, number, known, fields[1], key);
        }
    }

    private static string[] ReadLines(string file)
    {
        if (new FileInfo(file).Length > MostBytes)
            throw new IOException($"{file} has more than {MostBytes >> 20} MiB, which no known_hosts file has");
        // A lone carriage return ends no line for ssh: what follows one in a comment stays a comment.
        return Encoding.UTF8.GetString(File.ReadAllBytes(file)).Split('\n');
    }

    /// <summary>Whether a key says itself that it is of the type that its line says.</summary>
    private static bool IsOf(string type, byte[] key) =>
        BinaryPrimitives.TryReadInt32BigEndian(key, out var length)
        && length == type.Length
        && key.Length > sizeof(int) + length
        && Encoding.ASCII.GetString(key, sizeof(int), length) == type;

    private static bool Names(string field, string name)
    {
        if (field.StartsWith(HashPrefix, StringComparison.Ordinal))
            return IsHashOf(field[HashPrefix.Length..].Split('|'), name);
        var matches = false;
        foreach (var pattern in field.ToLowerInvariant().Split(','))
        {
            if (pattern.StartsWith('!'))
            {
                if (NamePattern.Matches(pattern[1..], name))
                    return false;
            }
            else
                matches |= NamePattern.Matches(pattern, name);
        }
        return matches;
    }

    // HMAC-SHA1 of the name with the salt as its key is what the format has; it hides names and protects nothing else.
#pragma warning disable CA5350
    private static bool IsHashOf(string[] parts, string name) =>
        parts.Length == 2
        && Decode(parts[0]) is { Length: HMACSHA1.HashSizeInBytes } salt
        && Decode(parts[1]) is { } hash
        && CryptographicOperations.FixedTimeEquals(HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name)), hash);
#pragma warning restore CA5350

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
