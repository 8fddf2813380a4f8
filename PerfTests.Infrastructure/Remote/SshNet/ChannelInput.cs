namespace PerfTests.Infrastructure.Remote.SshNet;

/// <summary>The library's stream to a command, with the errors that streams have.</summary>
internal sealed class ChannelInput(Stream inner) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            inner.Write(buffer, offset, count);
        }
        catch (Exception exception) when (LinkFailure.Is(exception))
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing)
                inner.Dispose();
        }
        catch (Exception exception) when (LinkFailure.Is(exception))
        {
            // The session is over, and its input with it.
        }
        base.Dispose(disposing);
    }
}
