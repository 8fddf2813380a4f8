using System.IO.Pipelines;

namespace PerfTests.Infrastructure.Remote.SshNet;

/// <summary>A stream that only a blocking call can read, as one that can be awaited.</summary>
/// <remarks>
/// The library's streams wait in the reading thread. Of the thread pool's threads dozens would stand still, so each stream gets one of its
/// own, which takes what comes as soon as it comes: the library keeps what nobody reads without a limit.
/// </remarks>
internal static class PumpedStream
{
    private const int StackBytes = 256 * 1024;
    private const int ChunkBytes = 256 * 1024;

    // Large enough that the two threads do not wait for one another at every chunk: while the pump waits, the library keeps what comes.
    private static readonly PipeOptions Options = new(
        pauseWriterThreshold: 4 * 1024 * 1024,
        resumeWriterThreshold: 2 * 1024 * 1024,
        minimumSegmentSize: ChunkBytes,
        useSynchronizationContext: false
    );

    public static Stream Of(Stream source, string name)
    {
        var pipe = new Pipe(Options);
        new Thread(() => Pump(source, pipe.Writer), StackBytes) { IsBackground = true, Name = name }.Start();
        return pipe.Reader.AsStream();
    }

    private static void Pump(Stream source, PipeWriter writer)
    {
        var chunk = new byte[ChunkBytes];
        try
        {
            int read;
            while ((read = source.Read(chunk)) > 0)
            {
                if (writer.WriteAsync(chunk.AsMemory(0, read)).AsTask().GetAwaiter().GetResult().IsCompleted)
                    break;
            }
        }
        catch (Exception exception) when (LinkFailure.Is(exception))
        {
            // The session ended: what came until then is what there is.
        }
        finally
        {
            writer.Complete();
        }
    }
}
