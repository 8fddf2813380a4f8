namespace PerfTests.Infrastructure.Remote.Folders;

/// <summary>What the kernel says about a file: its kind, owner, mode, and how many names it has.</summary>
internal sealed record FileFacts(uint Owner, ushort Mode, uint Names)
{
    /// <summary>Size of <c>struct statx</c>, which is the same on every processor.</summary>
    public const int BufferBytes = 256;

    private const int KindMask = 0xF000;

    public bool IsFolder => (Mode & KindMask) == 0x4000;

    public bool IsFile => (Mode & KindMask) == 0x8000;

    public bool IsLink => (Mode & KindMask) == 0xA000;

    /// <summary>Whether others than its owner may write to it.</summary>
    public bool IsWritableByOthers => (Mode & 0b000_010_010) != 0;

    /// <summary>Whether others than its owner may read, write or enter it.</summary>
    public bool IsOpenToOthers => (Mode & 0b000_111_111) != 0;

    public static FileFacts Of(ReadOnlySpan<byte> buffer) =>
        new(BitConverter.ToUInt32(buffer[20..]), BitConverter.ToUInt16(buffer[28..]), BitConverter.ToUInt32(buffer[16..]));
}
