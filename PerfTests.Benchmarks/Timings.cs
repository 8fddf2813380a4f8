namespace PerfTests.Benchmarks;

/// <summary>Repeated measurements of one duration.</summary>
internal sealed class Timings
{
    private readonly List<double> _seconds = [];

    public int Count => _seconds.Count;

    public void Add(TimeSpan duration) => _seconds.Add(duration.TotalSeconds);

    public void Add(double seconds) => _seconds.Add(seconds);

    /// <summary>Least, median and greatest, as table cells in seconds.</summary>
    public string[] Range() => [Seconds(0), Median(), Seconds(1)];

    public string Median() => Seconds(0.5);

    /// <summary>A quantile as a table cell in milliseconds.</summary>
    public string Milliseconds(double probability) => $"{Quantile(probability) * 1000:F1}";

    private string Seconds(double probability) => $"{Quantile(probability):F3}";

    /// <summary>Quantile by linear interpolation between the order statistics (Hyndman and Fan, type 7).</summary>
    private double Quantile(double probability)
    {
        var sorted = _seconds.Order().ToList();
        var position = (sorted.Count - 1) * probability;
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
