using System.Diagnostics;

namespace PerfTests.Infrastructure.Tests.Fuzz;

/// <summary>Sends generated inputs through a reader until one of them does what its contract does not say.</summary>
internal sealed class FuzzRun(FuzzTarget target, int inputs)
{
    // Far above what any input of this size takes, so that a busy machine is no finding; what never ends is one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const long MostBytes = 1L << 30;

    private int _refused;
    private TimeSpan _longest;
    private long _mostBytes;
    private volatile int _current;
    private string? _finding;

    /// <summary>Reads all inputs on a thread of its own.</summary>
    /// <returns>A row for the page of the documentation.</returns>
    public string Execute()
    {
        var thread = new Thread(ReadAll) { IsBackground = true, Name = target.Name };
        thread.Start();
        for (var last = -1; !thread.Join(Patience); last = _current)
        {
            if (_current == last)
                Assert.Fail($"{target.Name}: an input takes more than {Patience.TotalSeconds:0} s: {Keep(last, Input(last))}");
        }
        Assert.That(_finding, Is.Null);
        return $"| {target.Name} | {inputs:#,0} | {_refused:#,0} | {_longest.TotalMilliseconds:#,0} ms | {_mostBytes / 1048576.0:#,0} MB "
            + $"| 0 |";
    }

    private void ReadAll()
    {
        for (var index = 0; index < inputs && _finding is null; index++)
        {
            _current = index;
            var input = Input(index);
            var (started, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            try
            {
                target.Read(input);
            }
            catch (Exception exception) when (target.Typed.Any(type => type.IsInstanceOfType(exception)))
            {
                _refused++;
            }
            catch (Exception exception)
            {
                _finding = $"{target.Name} answers the input in {Keep(index, input)} with {exception}";
            }
            var (took, bytes) = (Stopwatch.GetElapsedTime(started), GC.GetAllocatedBytesForCurrentThread() - allocated);
            _longest = took > _longest ? took : _longest;
            _mostBytes = Math.Max(_mostBytes, bytes);
            if (bytes > MostBytes)
                _finding ??= $"{target.Name} takes {bytes / 1048576:#,0} MB for the input in {Keep(index, input)}";
        }
    }

    // Each input has a seed of its own: any of them can be made again without those before it.
    private byte[] Input(int index) => new HostileInput(target.Samples, HashCode(target.Name) + index).Next();

    private string Keep(int index, byte[] input)
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "fuzz"));
        var file = Path.Combine(folder.FullName, $"{string.Concat(target.Name.Where(char.IsAsciiLetterOrDigit))}-{index}.bin");
        File.WriteAllBytes(file, input);
        return file;
    }

    // That of the framework differs in each process.
    private static int HashCode(string text) => text.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)) & 0xffffff;
}
