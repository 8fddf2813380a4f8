namespace PerfTests.Cli.Demo;

/// <summary>
/// What <c>dotnet test</c> printed. It is kept in the result tree, but only once that is known to be in this run's hands: it may belong to
/// another
/// session, whose log is there.
/// </summary>
internal sealed class TestLog(string path) : IDisposable
{
    private const int ToldLines = 20;

    private readonly Lock _writing = new();
    private readonly List<string> _early = [];
    private readonly Queue<string> _last = new();
    private StreamWriter? _file;
    private bool _isOpen;

    /// <summary>The end of what was printed, with where the rest is, for a run that could say nothing itself.</summary>
    public string LastWords
    {
        get
        {
            lock (_writing)
                return string.Join(
                    Environment.NewLine,
                    [$"{(_isOpen ? path : "its output")} ends with", .. _last.Select(line => $"  {line}")]
                );
        }
    }

    public void Add(string line)
    {
        lock (_writing)
        {
            if (line.Trim().Length > 0)
                _last.Enqueue(line);
            if (_last.Count > ToldLines)
                _last.Dequeue();
            if (_isOpen)
                Write(file => file.WriteLine(line));
            else
                _early.Add(line);
        }
    }

    /// <summary>The result tree is this run's: writes what was printed so far, and from now on what comes.</summary>
    public void Open()
    {
        lock (_writing)
        {
            if (_isOpen)
                return;
            _isOpen = true;
            Write(_ =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                _file = new StreamWriter(path);
            });
            foreach (var line in _early)
                Write(file => file.WriteLine(line));
            _early.Clear();
        }
    }

    public void Dispose()
    {
        lock (_writing)
            Write(file => file.Dispose());
    }

    // A full disk must not end a measurement: such a line is lost, and the session says itself what it could not write.
    private void Write(Action<StreamWriter> write)
    {
        try
        {
            write(_file ?? StreamWriter.Null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _file = null;
        }
    }
}
